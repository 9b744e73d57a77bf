// @ts-check

import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ask } from './platform.js';
import { readJson, simulator } from './support.js';

/** @typedef {import('../src/index.js').Simulator} Simulator */

const REDIRECT_URI = 'http://localhost:5173/desk?view=calls';

const VERIFIER = randomBytes(48).toString('base64url');

const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

/** @param {Simulator} sim @param {Record<string, string>} [query] */
function authorizeUrl(sim, query = {}) {
  const usual = {
    client_id: sim.clientId, response_type: 'code', redirect_uri: REDIRECT_URI, code_challenge: CHALLENGE, code_challenge_method: 'S256', state: 's 1',
  };
  return `${sim.authorizeUrl}?${new URLSearchParams({ ...usual, ...query })}`;
}

/** Where the page of the sign-in leads to. @param {Simulator} sim @param {Record<string, string>} [query] */
async function signIn(sim, query = { user: sim.userId }) {
  const response = await fetch(authorizeUrl(sim, query), { redirect: 'manual' });
  const location = response.headers.get('location');
  return { status: response.status, location, params: Object.fromEntries(new URL(location ?? 'http://nowhere').searchParams) };
}

/** @param {Simulator} sim @param {Record<string, string>} form */
async function redeem(sim, form) {
  const usual = { grant_type: 'authorization_code', client_id: sim.clientId, redirect_uri: REDIRECT_URI, code_verifier: VERIFIER };
  const response = await fetch(sim.tokenUrl, { method: 'POST', body: new URLSearchParams({ ...usual, ...form }), headers: { origin: 'http://localhost:5173' } });
  return { status: response.status, body: await readJson(response), headers: response.headers };
}

describe('the sign-in', () => {
  it('offers the users of the organisation, and a way out', async () => {
    const sim = await simulator({ users: [{ userId: 'u-1', name: '<b>Ann & "Bob"</b>' }] });
    const response = await fetch(authorizeUrl(sim));
    const page = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page).toContain('Sign in as Mara Lindqvist');
    expect(page).not.toContain('<b>Ann');
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, href]) => String(href).replaceAll('&#38;', '&'));
    const leadsTo = await Promise.all(
      links.map(async (href) => new URL((await fetch(`${sim.url}${href}`, { redirect: 'manual' })).headers.get('location') ?? '').searchParams),
    );
    expect(leadsTo.map((params) => params.has('code'))).toEqual([true, true, true, true, true, false]);
    expect(leadsTo.at(-1)?.get('error')).toBe('access_denied');
  });

  it('gives a page a token of the user, without a secret', async () => {
    const sim = await simulator({ tokenLifeSeconds: 60 });
    const { status, location, params } = await signIn(sim);
    expect([status, params.state, params.view]).toEqual([302, 's 1', 'calls']);
    expect(location).toContain('http://localhost:5173/desk?');
    const { body, headers } = await redeem(sim, { code: String(params.code) });
    expect(body).toEqual({ access_token: expect.any(String), token_type: 'bearer', expires_in: 60, scope: sim.state().settings.userScope });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect((await ask(sim, 'GET', '/users/me', { token: body.access_token })).body.id).toBe(sim.userId);
  });

  it('asks nobody where a user signs in by themselves', async () => {
    const sim = await simulator();
    const colleague = String(sim.users[1]?.userId);
    sim.configure({ autoLogin: colleague });
    const { params } = await signIn(sim, {});
    const { body } = await redeem(sim, { code: String(params.code) });
    expect((await ask(sim, 'GET', '/users/me', { token: body.access_token })).body.id).toBe(colleague);
  });

  it.each([
    ['nobody signs in', { deny: '1' }, 'access_denied'],
    ['nobody has that id', { user: 'u-9' }, 'access_denied'],
    ['another grant is asked for', { response_type: 'token' }, 'unsupported_response_type'],
    ['there is no challenge', { code_challenge: '' }, 'invalid_request'],
    ['the challenge is the verifier itself', { code_challenge_method: 'plain' }, 'invalid_request'],
  ])('returns with an error where %s', async (_what, query, error) => {
    const sim = await simulator();
    const { params } = await signIn(sim, query);
    expect(params).toMatchObject({ error, error_description: expect.any(String), state: 's 1' });
    expect(params.code).toBeUndefined();
  });

  it.each([
    ['an unknown client', { client_id: 'nobody' }],
    ["another site's page", { redirect_uri: 'https://elsewhere.example/' }],
    ['a host that only looks like this computer', { redirect_uri: 'http://localhost.elsewhere.example/' }],
    ['no page at all', { redirect_uri: 'javascript:alert(1)' }],
  ])('goes nowhere for %s', async (_what, query) => {
    const sim = await simulator();
    expect(await signIn(sim, query)).toMatchObject({ status: 400, location: null });
  });

  it('returns to a page that the client has registered, letter by letter', async () => {
    const clients = [{ clientId: 'desk', clientSecret: 's3cret', redirectUris: ['https://desk.example/in'] }];
    const sim = await simulator({ clients });
    const exact = await signIn(sim, { client_id: 'desk', redirect_uri: 'https://desk.example/in', user: sim.userId });
    const slash = await signIn(sim, { client_id: 'desk', redirect_uri: 'https://desk.example/in/', user: sim.userId });
    expect([exact.status, slash.status]).toEqual([302, 400]);
  });
});

describe('an authorization code', () => {
  it('is used up by its first use', async () => {
    const sim = await simulator();
    const code = String((await signIn(sim)).params.code);
    expect((await redeem(sim, { code })).status).toBe(200);
    const again = await redeem(sim, { code });
    expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
  });

  it('expires', async () => {
    const sim = await simulator({ codeLifeSeconds: 1e-9 });
    const { status, body } = await redeem(sim, { code: String((await signIn(sim)).params.code) });
    expect([status, body]).toEqual([400, { error: 'invalid_grant', description: 'the code has expired', error_description: 'the code has expired' }]);
  });

  it.each([
    ['another verifier', { code_verifier: 'x'.repeat(43) }, 400, 'invalid_grant'],
    ['another page', { redirect_uri: 'http://localhost:5173/' }, 400, 'invalid_grant'],
    ['another client', { client_id: 'desk' }, 400, 'invalid_grant'],
    ['an unknown client', { client_id: 'nobody' }, 401, 'invalid_client'],
  ])('is no good with %s', async (_what, form, status, error) => {
    const sim = await simulator({ clients: [{ clientId: 'desk', clientSecret: 's3cret' }] });
    const code = String((await signIn(sim)).params.code);
    const answer = await redeem(sim, { code, ...form });
    expect([answer.status, answer.body.error]).toEqual([status, error]);
  });

  it('has to come with all that it needs', async () => {
    const sim = await simulator();
    const { status, body } = await redeem(sim, {});
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  it('meets the faults of the token endpoint, too', async () => {
    const sim = await simulator();
    sim.failTokenRequests({ kind: 'error', status: 503 });
    const code = String((await signIn(sim)).params.code);
    expect((await redeem(sim, { code })).status).toBe(503);
    expect((await redeem(sim, { code })).status).toBe(200);
  });
});

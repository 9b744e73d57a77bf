/** What an app's `getToken` may give. */

/** Ways in which it goes well, by name: of a token, its life in seconds, and the time in ms since 1970. */
const GOOD = {
  'a promise of a string': (token) => Promise.resolve(token),
  'a string': (token) => token,
  'with Bearer': (token) => ` Bearer ${token}\n`,
  'with expiresIn': (accessToken, expiresIn) => Promise.resolve({ accessToken, expiresIn }),
  'with expiresIn in a text': (accessToken, expiresIn) => ({ accessToken, expiresIn: String(expiresIn) }),
  'with expiresAt': (accessToken, life, now) => ({ accessToken, expiresAt: now + life * 1000 }),
  'with a Date': (accessToken, life, now) => Promise.resolve({ accessToken, expiresAt: new Date(now + life * 1000) }),
  'with both': (accessToken, life, now) => ({ accessToken, expiresIn: 1, expiresAt: now + life * 1000 }),
  'of OAuth': (access_token, expires_in) => ({ access_token, expires_in, token_type: 'bearer', scope: 'x' }),
  'of a class': (token, life) => Object.assign(Object.create({ accessToken: token, expiresIn: life }), { own: 1 }),
  'with nothing else': (accessToken) => ({ accessToken, expiresIn: undefined, expiresAt: undefined }),
};

/** Ways in which it fails, by name. */
const BAD = {
  'rejects': () => Promise.reject(new Error('no session')),
  'rejects with a status': () => Promise.reject(Object.assign(new Error('sign in again'), { status: 401 })),
  'rejects with 500': () => Promise.reject(Object.assign(new Error('oops'), { status: 500 })),
  'rejects with 429': () => Promise.reject({ status: 429, retryAfter: 7 }),
  'rejects with 429 and a text': () => Promise.reject({ status: 429, retryAfter: '7', message: 'slow' }),
  'rejects with 429 alone': () => Promise.reject(Object.assign(new Error(''), { status: 429 })),
  'rejects with nothing': () => Promise.reject(),
  'rejects with a text': () => Promise.reject('a text'),
  'throws': () => {
    throw new TypeError('getToken is broken');
  },
  'throws null': () => {
    throw null;
  },
  'nothing': () => undefined,
  'null': () => null,
  'a number': () => 7,
  'an empty string': () => '',
  'a line break': () => 'a\nb',
  'no token': () => ({ token: 'secret', expires: 7 }),
  'an empty object': () => Promise.resolve({}),
  'a list': () => ['token'],
  'a Date': () => new Date(0),
  'a number as token': () => ({ accessToken: 7 }),
  'a Response': () => new Response('{}'),
  'an expired one': (accessToken, life, now) => ({ accessToken, expiresAt: now - 1000 }),
  'an odd life': (accessToken) => ({ accessToken, expiresIn: 'soon' }),
  'never': () => new Promise(() => {}),
};

export const GOOD_WAYS = Object.keys(GOOD);
export const BAD_WAYS = Object.keys(BAD);

/** Gives a token in one of these ways. */
export const giveToken = (way, token, lifeSeconds, now) => (GOOD[way] ?? BAD[way])(token, lifeSeconds, now);

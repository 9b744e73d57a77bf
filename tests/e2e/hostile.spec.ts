/** Names that mean harm, and a page that forbids all that could help them. */
import { describe, expect, it } from './support/test.js';

const NAMES = [
  { what: 'markup', name: '<img src=x onerror="window.harmed=true"><script>window.harmed=true</script>', shown: null },
  { what: 'an override of the writing direction', name: 'Invoice \u202Efdp.exe', shown: 'Invoice fdp.exe' },
  { what: 'NUL and other control characters', name: 'Ma\u0000ria\u001B[31m\u0007 Lopez', shown: 'Maria[31m Lopez' },
  { what: 'half a surrogate pair', name: 'Maria \uD83D Lopez \uDE00', shown: 'Maria \uFFFD Lopez \uFFFD' },
  { what: 'a million letters', name: 'x'.repeat(1_000_000), shown: 'x'.repeat(200) },
] as const;

describe.each(['react', 'vanilla'] as const)('the %s page', (page) => {
  it('shows hostile names as text [E6] [E3]', async ({ sim, open }) => {
    const desk = await open(page, { options: { duration: Infinity } });
    await desk.status('connected');
    for (const { what, name, shown } of NAMES) {
      const { conversationId } = sim.ring({ mediaType: 'voice', participants: [{ role: 'agent', name }] });
      await desk.page.waitForFunction((id) => window.desk.toasts.some((toast) => toast.conversationId === id), conversationId);
      // Voice, the newest first.
      const text = desk.toasts.first().locator('.gt-name');
      await expect.poll(() => text.textContent(), { message: what }).toBe(shown ?? name);
    }
    expect(await desk.toasts.count()).toBe(NAMES.length);
    // Nothing in the page has become an element that nobody put there.
    expect(await desk.page.locator('img, script:not([src])').count()).toBe(0);
    expect(await desk.page.evaluate(() => 'harmed' in window)).toBe(false);
  });

  it('shows a hostile medium as text [E6]', async ({ sim, open }) => {
    const desk = await open(page);
    await desk.status('connected');
    sim.ring({ mediaType: '<b onclick=1>\u202E\u0000', agentName: 'Maria Lopez' });
    await desk.toast('Maria Lopez').waitFor();
    expect(await desk.toasts.first().getAttribute('aria-label')).toContain('<B ONCLICK=1> INCOMING');
  });
});

describe.each(['react', 'vanilla', 'unbundled'] as const)('the %s page under a strict Content-Security-Policy with Trusted Types', (page) => {
  it('works without a violation', async ({ sim, open }) => {
    const csp = [
      "default-src 'self'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      `connect-src 'self' ${sim.url} ${sim.url.replace('http', 'ws')}`,
      "require-trusted-types-for 'script'",
    ].join('; ');
    const desk = await open(page, {
      csp,
      query: { status: '' },
      options: { backoff: { baseMs: 100, maxMs: 100, jitter: 'none' }, duration: 60_000 },
      before: () => {
        const violations: string[] = [];
        Object.assign(window, { violations });
        addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile, lineNumber }) =>
          violations.push(`${violatedDirective} at ${sourceFile}:${String(lineNumber)}`),
        );
      },
    });
    await sim.until(({ counters }) => counters.socketsOpen === 1);
    sim.burst({ count: 6, mediaType: 'voice', agentName: 'Maria Lopez' });
    sim.burst({ count: 3, mediaType: 'chat', agentName: 'Chat Agent' });
    await desk.toast('Maria Lopez').nth(5).waitFor();
    // Whatever a view does: scroll, unfold, close, reconnect, go.
    await desk.page.locator('.gt-more').click();
    await desk.toast('Chat Agent').nth(2).waitFor();
    await desk.toast('Chat Agent').first().getByRole('button', { name: 'Dismiss notification' }).click();
    sim.dropSockets();
    await sim.until(({ counters }) => counters.socketsOpened === 2 && counters.socketsOpen === 1);
    await expect.poll(() => desk.toasts.count()).toBe(8);
    expect(await desk.page.locator('.gt-host').evaluate((toaster) => getComputedStyle(toaster).position)).toBe('fixed');
    expect(await desk.page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);
  });
});

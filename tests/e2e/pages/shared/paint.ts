/** When a toast was painted: `window.paints` gives ms since 1970 for each name that a toast has shown. */
export interface Paints {
  /** Resolves when a toast with this name on it has been painted. */
  of(name: string): Promise<number>;
}

const painted = new Map<string, number>();
const waiting = new Map<string, (at: number) => void>();

function note(name: string): void {
  if (painted.has(name)) return;
  painted.set(name, NaN);
  requestAnimationFrame(() => {
    // A message that is sent before a frame is painted arrives after it.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const at = performance.timeOrigin + performance.now();
      painted.set(name, at);
      waiting.get(name)?.(at);
      port1.close();
    };
    port2.postMessage(null);
  });
}

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      const toast = node instanceof Element ? node.closest('.gt-item, .plain-toast') : null;
      const from = [...(toast?.querySelectorAll('p') ?? [])].find(({ textContent }) => textContent.startsWith('From: '));
      if (from) note(from.textContent.slice('From: '.length));
    }
  }
}).observe(document, { childList: true, subtree: true });

const paints: Paints = {
  of: (name) => {
    const at = painted.get(name);
    return at === undefined || Number.isNaN(at) ? new Promise((resolve) => waiting.set(name, resolve)) : Promise.resolve(at);
  },
};
Object.assign(window, { paints });

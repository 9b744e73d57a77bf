/** What the tests of tabs need of the browser itself. */

export async function locksOf(name) {
  const { held, pending } = await navigator.locks.query();
  return [held, pending].map((locks) => locks.filter((lock) => lock.name.startsWith(name)).length);
}

export function without(what) {
  const { BroadcastChannel } = globalThis;
  const { request } = LockManager.prototype;
  if (what === 'locks') Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
  if (what === 'requests') LockManager.prototype.request = () => Promise.reject(new DOMException('refused', 'SecurityError'));
  if (what === 'bus') globalThis.BroadcastChannel = undefined;
  if (what === 'channels') {
    globalThis.BroadcastChannel = class {
      constructor() {
        throw new DOMException('refused', 'SecurityError');
      }
    };
  }
  return () => {
    delete navigator.locks;
    LockManager.prototype.request = request;
    globalThis.BroadcastChannel = BroadcastChannel;
  };
}

export async function stealLock() {
  const { held } = await navigator.locks.query();
  const { name } = held.find((lock) => lock.name.startsWith('genesys-toasts:'));
  return new Promise((resolve) => {
    navigator.locks.request(name, { steal: true }, () => new Promise((release) => resolve(release)));
  });
}

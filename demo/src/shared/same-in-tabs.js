/**
 * Keeps the value of a store the same in all tabs of the desk; a new tab gets it from the others. A desktop has what is kept so from its server. The
 * toasts do not need it: the library has its own way between tabs.
 */
export function sameInTabs(name, store) {
  const channel = new BroadcastChannel(`desk-${name}`);
  const send = () => channel.postMessage({ value: store.get() });
  let isReceiving = false;
  channel.addEventListener('message', ({ data }) => {
    if (data === 'ask') return send();
    isReceiving = true;
    store.set(data.value);
    isReceiving = false;
  });
  store.subscribe(() => {
    if (!isReceiving) send();
  });
  channel.postMessage('ask');
}

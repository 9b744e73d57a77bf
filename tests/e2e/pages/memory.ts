/** A client and the element on a socket that the page itself feeds: as many frames as the test asks for, faster than a network brings them. */
import { createGenesysToasts, type GenesysToasts } from 'genesys-toasts';
import 'genesys-toasts/element';
import { frame, isDismissal } from './shared/long-day.js';

/** What `window.longDay` has on this page. */
export interface LongDay {
  readonly client: GenesysToasts;
  /** Brings so many frames more, with a task for each batch; resolves when they have all been received. */
  feed(count: number): Promise<void>;
}

const sockets: FedSocket[] = [];

/** What the engine uses of a WebSocket. It opens by itself. */
class FedSocket {
  static readonly OPEN = 1;
  readyState = 0;
  binaryType = 'blob';
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent<string>) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;

  constructor(readonly url: string) {
    sockets.push(this);
    setTimeout(() => {
      this.readyState = FedSocket.OPEN;
      this.onopen?.(new Event('open'));
    });
  }

  close(): void {
    this.readyState = 3;
    sockets.splice(sockets.indexOf(this), 1);
  }
}
Object.assign(window, { WebSocket: FedSocket });

/** Frames that come in one task, as they do where a page was busy for a moment. */
const BATCH = 50;

let fed = 0;

async function feed(count: number): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const task = (): Promise<void> =>
    new Promise((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  for (const end = fed + count; fed < end; ) {
    for (let index = 0; index < BATCH && fed < end; index++, fed++) {
      sockets[0]?.onmessage?.(new MessageEvent('message', { data: frame(fed) }));
      // The agent closes the toast that came last.
      if (isDismissal(fed)) client.dismiss(client.getSnapshot().toasts.at(-1)?.id ?? '');
    }
    await task();
  }
  port1.close();
}

const client = createGenesysToasts({
  source: 'routing-events',
  getToken: () => 'token',
  socketUrl: 'wss://events.invalid/',
  // The one that has more to remember.
  redeliver: 'next-ring',
  logger: null,
});
const toaster = document.querySelector('genesys-toaster');
if (toaster) toaster.client = client;
const longDay: LongDay = { client, feed };
Object.assign(window, { longDay });
await client.start();

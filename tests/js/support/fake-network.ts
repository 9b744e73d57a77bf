/** The globals that the engine runs on, in the hands of the test. */
import { vi } from 'vitest';

export class FakeSocket {
  static readonly all: FakeSocket[] = [];
  static get last(): FakeSocket {
    const socket = FakeSocket.all.at(-1);
    if (!socket) throw new Error('no socket has been opened');
    return socket;
  }

  onopen: ((event: unknown) => void) | null = null;
  onmessage: ((event: unknown) => void) | null = null;
  onclose: ((event: unknown) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  binaryType = 'blob';
  readyState = 0;
  closedWith: number | undefined;

  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.({});
  }

  frame(value: unknown): void {
    this.onmessage?.({ data: typeof value === 'string' ? value : JSON.stringify(value) });
  }

  /** The server closes. */
  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code, reason: '' });
  }

  close(code?: number): void {
    this.readyState = 3;
    this.closedWith = code;
  }

  send(): void {
    throw new Error('routing events have nothing to send');
  }
}

/** Frame of a conversation, as the stream has it. */
export const conversation = (id: string, state: string, name = 'Ada Lovelace', mediaType = 'voice'): object => ({
  eventType: 'routing.conversation.event',
  conversation: { id, state, mediaType },
  participants: [{ role: 'agent', name }],
});

/** Puts a network on `globalThis`. */
export function fakeNetwork(fetch: typeof globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'))) {
  FakeSocket.all.length = 0;
  const fetched = vi.fn(fetch);
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

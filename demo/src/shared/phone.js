import { createStore } from './store.js';
import { act, USER_ID } from './simulator.js';

/** The kinds of phones, and which of them the Platform API answers. `persistent`: its answer depends on a persistent connection, which is up at first. */
export const PHONES = [
  { kind: 'managed-sip', label: 'Managed SIP phone', persistent: null },
  { kind: 'webrtc', label: 'WebRTC phone', persistent: null },
  { kind: 'webrtc-persistent', label: 'WebRTC phone with persistent connection', persistent: true },
  { kind: 'remote', label: 'Remote phone', persistent: false },
];

/** Whether this page hosts the WebRTC phone, as a desktop does that contains the WebRTC SDK. */
export const hosts = createStore(false);

/** The option `phone`. Here the simulator answers, as though the agent had pressed the button of a softphone in this page. */
export const phone = {
  canAnswer: () => hosts.get(),
  answer: async ({ conversationId }) => void (await act('answer', { conversationId, userId: USER_ID })),
};

export const isWebRtc = (kind) => kind.startsWith('webrtc');

/** What Answer does with a call at this phone: `{ works, words }`. */
export function answering({ phone: kind, persistentConnection }, hosted) {
  if (hosted) return { works: true, words: 'Answer works: the phone in this page takes the call (option phone).' };
  if (kind === 'managed-sip') return { works: true, words: 'Answer works: the Platform API answers this phone.' };
  if (persistentConnection) return { works: true, words: 'Answer works while the persistent connection is up.' };
  if (kind === 'webrtc') return { works: false, words: 'Answer cannot work: only the page that hosts this phone answers it.' };
  if (kind === 'remote') return { works: false, words: 'Answer cannot work: the agent answers at the telephone itself.' };
  return { works: false, words: 'Answer cannot work: the persistent connection is down.' };
}

/** The routing status in words: `{ text, tone }`. */
export function routing(status) {
  return ROUTING[status] ?? { text: status ?? 'not known', tone: 'none' };
}

const ROUTING = {
  IDLE: { text: 'on queue', tone: 'good' },
  INTERACTING: { text: 'in a conversation', tone: 'good' },
  COMMUNICATING: { text: 'in a direct call', tone: 'soon' },
  OFF_QUEUE: { text: 'off queue', tone: 'none' },
  NOT_RESPONDING: { text: 'Not Responding', tone: 'late' },
};

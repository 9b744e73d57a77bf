import { SOURCE } from '../shared/client-options.js';
import { floor, log, make } from '../shared/desk.js';

/** A name that a careless page would run or turn around. */
const HOSTILE_NAME = '<img src=x onerror="alert(1)"> \u202Egnirts eliTsoh';

/** A queue that follows the routing status of the agent rings later. */
const ring = (mediaType, label) => async () => {
  const rung = await make('ring', { mediaType });
  if (rung) log.add('action', rung.state === 'queued' ? `${label} waits until you are on queue` : `${label} rings`);
};

/** The conversation that began to ring last, or nothing. */
export function lastRing(conversations = floor.get().conversations) {
  return conversations.filter(({ state }) => state === 'ringing').sort((a, b) => b.stateAt - a.stateAt)[0];
}

/** Does something with the conversation that rang last. */
const withLastRing = (does) => async () => {
  const conversation = lastRing();
  if (conversation) await does({ conversationId: conversation.id }, conversation.customerName);
};

const ON_CHANNELS = SOURCE === 'notifications';

/** What only channels of the Notifications API have. */
const MAINTENANCE = [
  {
    id: 'maintenance',
    label: 'Maintenance',
    icon: 'cloudOff',
    title: 'The server is about to close the socket: another one is opened first',
    run: () => make('close-for-maintenance', { afterMs: 5000 }, 'the server is about to close the socket'),
  },
];
const CHANNEL_ACTIONS = [
  { id: 'displace', label: 'Take the channel', icon: 'leave', title: 'A newer channel has taken its place: another one is made', run: () => make('displace-channel', {}, 'the channel is taken away') },
  { id: 'deafen', label: 'Deafen the channel', icon: 'drop', title: 'The channel beats and delivers nothing, until the library makes another one', run: () => make('deafen-channels', {}, 'the channel is deaf') },
];

/**
 * What the panel can make happen, in groups. An action: `{ id, label, icon, title, run }`; with a `field` the button takes a
 * number of seconds, with `needsRing` it waits until something rings.
 */
export const GROUPS = [
  {
    title: 'A customer arrives',
    actions: [
      { id: 'voice', label: 'Voice', icon: 'voice', title: 'A voice call rings', run: ring('voice', 'a voice call') },
      { id: 'chat', label: 'Chat', icon: 'chat', title: 'A chat rings', run: ring('chat', 'a chat') },
      { id: 'email', label: 'Email', icon: 'email', title: 'An email rings', run: ring('email', 'an email') },
      { id: 'callback', label: 'Callback', icon: 'callback', title: 'A callback rings', run: ring('callback', 'a callback') },
      {
        id: 'burst',
        label: 'Burst of 20',
        icon: 'burst',
        title: 'Twenty ring at once, of all media',
        run: () => make('burst', { count: 20, mediaType: 'mixed' }, 'twenty ring at once'),
      },
      {
        id: 'hostile',
        label: 'Hostile name',
        icon: 'shield',
        title: 'A caller whose name is HTML with a direction override: it is shown as text',
        run: () => make('ring', { customerName: HOSTILE_NAME }, 'a caller with a hostile name rings'),
      },
    ],
  },
  {
    title: 'What rang last',
    actions: [
      {
        id: 'duplicate',
        label: 'Duplicate',
        icon: 'copy',
        title: 'The same ring is sent again: no second toast',
        needsRing: true,
        run: withLastRing((params, name) => make('ring', params, `the ring of ${name} is sent again`)),
      },
      {
        id: 'answer',
        label: 'Answer',
        icon: 'check',
        title: 'It is answered: its toast leaves',
        needsRing: true,
        run: withLastRing((params, name) => make('answer', params, `${name} is answered`)),
      },
      {
        id: 'abandon',
        label: 'Abandon',
        icon: 'leave',
        title: 'The customer gives up: its toast leaves',
        needsRing: true,
        run: withLastRing((params, name) => make('abandon', params, `${name} gives up`)),
      },
      ...(ON_CHANNELS
        ? [
            {
              id: 'miss',
              label: 'Not answered',
              icon: 'gauge',
              title: 'Nobody answers in time: the toast leaves as missed',
              needsRing: true,
              run: withLastRing((params, name) => make('time-out-ring', params, `${name} is not answered`)),
            },
          ]
        : []),
    ],
  },
  {
    title: 'The connection',
    actions: [
      { id: 'drop', label: 'Drop the socket', icon: 'drop', title: 'The connection breaks: close code 1006', run: () => make('drop-sockets', {}, 'the socket is dropped') },
      {
        id: 'offline',
        label: 'Server away for',
        icon: 'cloudOff',
        title: 'Nothing but this panel reaches the server for so long',
        field: { name: 'Seconds that the server is away', value: 12, max: 300 },
        run: (seconds) => make('go-offline', { durationMs: seconds * 1000 }, `the server is away for ${seconds} s`),
      },
      {
        id: 'online',
        label: 'Server back, faults off',
        icon: 'restart',
        title: 'The server is back at once, and no fault is left',
        run: () => make('clear-faults', {}, 'the server is back, no fault is left'),
      },
      ...(ON_CHANNELS ? MAINTENANCE : []),
    ],
  },
  {
    title: ON_CHANNELS ? 'Token and channel' : 'The token',
    actions: [
      { id: 'expire', label: 'Expire the token', icon: 'key', title: 'The socket closes with 4001, a new token is fetched', run: () => make('expire-tokens', {}, 'the token is expired') },
      {
        id: 'limit',
        label: 'Rate-limit OAuth',
        icon: 'gauge',
        title:
          'The next two token requests get a 429 with this Retry-After; the token is expired, so that they are made. The library waits as long ' +
          'where it has clientId and clientSecret; a getToken that fails is called again after 5 s, then after longer',
        field: { name: 'Seconds of Retry-After', value: 8, max: 120 },
        async run(seconds) {
          await make('fail-token-requests', { kind: 'rate-limited', retryAfterSeconds: seconds, times: 2 }, `two token requests will get 429, Retry-After ${seconds} s`);
          await make('expire-tokens', {}, 'the token is expired');
        },
      },
      ...(ON_CHANNELS ? CHANNEL_ACTIONS : []),
    ],
  },
];

/** What may go on by itself: the scenarios of the simulator. */
export const SCENARIOS = [
  { name: '', label: 'Nothing' },
  { name: 'calm', label: 'Calm hour' },
  { name: 'busy-shift', label: 'Busy shift' },
  { name: 'bad-network', label: 'Bad network' },
];

/** Starts a scenario, or with an empty name ends the one that runs. */
export function chooseScenario(name) {
  return name === '' ? make('stop-scenario', {}, 'the scenario ends') : make('run-scenario', { name }, `scenario ${name} begins`);
}

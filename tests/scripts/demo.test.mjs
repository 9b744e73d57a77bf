import { beforeEach, describe, expect, it } from 'vitest';
import { alertDetails, alertHint, alertOptions, alertSettings, setAlert } from '../../demo/src/shared/alerts.js';
import { answering, PHONES, routing } from '../../demo/src/shared/phone.js';
import { tabState } from '../../demo/src/shared/tabs.js';

const AT_FIRST = alertSettings.get();
const READY = { sound: 'ready', notification: 'off', muted: null, sounding: [] };

describe("the demo's menu of alerts", () => {
  beforeEach(() => alertSettings.set(AT_FIRST));

  it('begins with title and sound, without notifications', () => {
    expect(alertOptions(alertSettings.get())).toEqual({ title: { showCaller: false }, sound: { when: 'always', afterMs: 0, volume: 0.5 }, notification: false });
  });

  it('makes the option of what is chosen, and keeps the other choices', () => {
    setAlert('title', { on: false });
    setAlert('sound', { file: true, sinkId: 'headset', volume: 0.8 });
    setAlert('notification', { on: true, afterMs: 2000 });
    const { title, sound, notification } = alertOptions(alertSettings.get());
    expect(title).toBe(false);
    expect(sound).toEqual({ when: 'always', afterMs: 0, volume: 0.8, sinkId: 'headset', url: expect.stringMatching(/^blob:/) });
    expect(notification).toEqual({ when: 'unfocused', afterMs: 2000, showCaller: false });
    setAlert('sound', { on: false });
    expect(alertOptions(alertSettings.get()).sound).toBe(false);
  });

  it('has a sound file of its own', async () => {
    setAlert('sound', { on: true, file: true });
    const bytes = Buffer.from(await (await fetch(alertOptions(alertSettings.get()).sound.url)).arrayBuffer());
    expect([bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 16), bytes.readUInt32LE(4)]).toEqual(['RIFF', 'WAVEfmt ', bytes.length - 8]);
    expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
  });

  it('shows the state with the names of the toasts that sound', () => {
    const shown = alertDetails({ ...READY, muted: { until: null }, sounding: ['t2'] }, [{ id: 't1', callerName: 'Lukas Weber' }, { id: 't2', callerName: 'Maria Lopez' }]);
    expect(shown.map(({ term, value }) => [term, value])).toEqual([['sound', 'ready'], ['notification', 'off'], ['muted', 'until you turn it on'], ['sounding', 'Maria Lopez']]);
  });

  it.each([
    [{ ...READY, sound: 'needs-gesture' }, [], /before a click or a key press/],
    [{ ...READY, sound: 'blocked' }, [], /browser's settings/],
    [{ ...READY, notification: 'default' }, [], /Unlock/],
    [{ ...READY, notification: 'denied' }, [], /forbidden/],
    [READY, [{ mediaType: 'voice', state: 'connected' }], /one short low tone/],
    [READY, [{ mediaType: 'chat', state: 'connected' }], /^$/],
  ])('says what to do: %j, %j', (alerts, conversations, sentence) => expect(alertHint(alerts, conversations)).toMatch(sentence));
});

describe("the demo's tabs", () => {
  const NOTHING = { toasts: [] };
  const RINGS = { toasts: [{ id: 't1' }] };
  const words = (snapshot, tabs) => {
    const { name, alerts } = tabState(snapshot, tabs);
    return [name, alerts.replace('Sound and notifications: ', '')];
  };

  it('say which one they are, and which one gives sound and notifications', () => {
    expect(words({ tab: 'leader', ...RINGS }, { reason: null, alerts: true })).toEqual(['This tab leads', 'this tab']);
    expect(words({ tab: 'leader', ...NOTHING }, { reason: null, alerts: false })).toEqual(['This tab leads', 'chosen when it rings']);
    expect(words({ tab: 'follower', ...RINGS }, { reason: null, alerts: false })).toEqual(['This tab follows', 'another tab']);
  });

  it.each(['separate', 'unknown-agent', 'no-page', 'no-web-locks', 'no-broadcast-channel', 'refused', 'not-started'])('say in words why one is alone: %s', (reason) => {
    const [name, alerts] = words({ tab: 'alone', ...NOTHING }, { reason, alerts: true });
    expect(name).toMatch(/^Alone: [a-zA-Z]+ /);
    expect(alerts).toBe('this tab');
    expect(words({ tab: 'alone', ...RINGS }, { reason, alerts: false })).toEqual([name, 'none']);
  });
});

describe("the demo's phones", () => {
  const at = (phone, persistentConnection, hosted = false) => answering({ phone, persistentConnection }, hosted).works;

  it('are those of the simulator, and Answer works as there', async () => {
    const { PHONE_KINDS } = await import('genesys-cloud-simulator');
    expect(PHONES.map(({ kind }) => kind).sort()).toEqual([...PHONE_KINDS].sort());
    expect(PHONES.map(({ kind, persistent }) => [kind, at(kind, persistent === true)])).toEqual([['managed-sip', true], ['webrtc', false], ['webrtc-persistent', true], ['remote', false]]);
    expect([at('webrtc-persistent', false), at('remote', true), at('webrtc', false, true)]).toEqual([false, true, true]);
  });

  it('say why Answer cannot work', () => {
    expect(answering({ phone: 'webrtc', persistentConnection: false }, false).words).toContain('only the page that hosts this phone');
    expect(answering({ phone: 'webrtc-persistent', persistentConnection: false }, false).words).toContain('connection is down');
  });

  it('show a routing status in words, also one that is not known', () => {
    expect([routing('NOT_RESPONDING'), routing('NEW'), routing(null)].map(({ text }) => text)).toEqual(['Not Responding', 'NEW', 'not known']);
  });
});

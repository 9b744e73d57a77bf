/**
 * Alerts of a page that has been hidden for so long that the browser lets its chained timers run once a minute. That is after five minutes; a flag,
 * which is printed, makes it ten seconds.
 */
import { startSimulator } from 'genesys-cloud-simulator';
import { table } from '../../scripts/lib/report.mjs';
import { expect, heardSince, hide, it as base, type BareTab } from './support/background.js';

const GRACE_S = 10;
const it = base.override('flags', [`--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/${String(GRACE_S)}/grace_period_seconds_loaded/${String(GRACE_S)}`]);

/** What starts with a frame, or ends with one. */
const SOON_MS = 1_500;
/** What waits for a timer: a minute, and the second to which timers are aligned. */
const LATE_MS = 61_500;
const AFTER_MS = 2_000;
const DURATION_MS = 8_000;

/** Resolves when a chain of timers of a second has had to wait for much longer. */
async function throttled(tab: BareTab): Promise<void> {
  await tab.evaluate(() => {
    const chain = { longest: 0 };
    const next = (since: number): void => {
      setTimeout(() => {
        chain.longest = Math.max(chain.longest, performance.now() - since);
        next(performance.now());
      }, 1_000);
    };
    next(performance.now());
    Object.assign(window, { chain });
  });
  await tab.until(() => (window as unknown as { chain: { longest: number } }).chain.longest > 10_000, undefined, 150_000);
}

const notificationAt = (tab: BareTab): Promise<number> => tab.evaluate(() => window.witness.notifications[0]?.at ?? NaN);
/** The toast stays: its time limit is paused while the page is hidden. Its alerts do not. */
const endAt = (tab: BareTab): Promise<number> => tab.evaluate(() => window.witness.notifications[0]?.closedAt ?? NaN);
const lastHeard = (tab: BareTab): Promise<number> => tab.evaluate(() => window.recorders[0]?.chunks.at(-1)?.at ?? NaN);

it('begins and ends with the frame, and is late only where a timer decides [A1] [A2]', { timeout: 300_000 }, async ({ sim, bare, desktop }) => {
  // Conversations of their own: the browser shows one notification of a tag.
  const limited = await startSimulator({ seed: 2 });
  const sounding = await startSimulator({ seed: 3 });
  // Until the server reports the end; for a time, with a notification that comes later, and no title, whose changes make the browser less strict; for a
  // time, with sound.
  const lasting = await desktop({ options: { alerts: { sound: true, notification: true } } });
  const delayed = await desktop({ agent: false, sim: limited, options: { duration: DURATION_MS, alerts: { title: false, notification: { afterMs: AFTER_MS } } } });
  const short = await desktop({ agent: false, sim: sounding, options: { duration: DURATION_MS, alerts: { sound: true, notification: true } } });
  const tabs = [lasting, delayed, short];
  const other = await hide(bare, short);
  await Promise.all(tabs.map(throttled));
  expect(await Promise.all(tabs.map((tab) => tab.evaluate(() => document.visibilityState)))).toEqual(['hidden', 'hidden', 'hidden']);

  const sent = Number(sim.ring({ mediaType: 'voice' }).notifiedAt);
  const [sentDelayed, sentShort] = [limited, sounding].map((own) => Number(own.ring({ mediaType: 'voice' }).sentAt)) as [number, number];
  await lasting.until(() => window.recorders[0]?.chunks.length && window.witness.notifications.length);
  const start = { sound: ((await heardSince(lasting, 0)) ?? NaN) - sent, notification: (await notificationAt(lasting)) - sent };
  // The next cadences are due after 6 and 12 s.
  await lasting.until((at) => window.recorders[0]?.chunks.some((chunk) => chunk.at > at), sent + 7_000 + 2_000, 150_000);
  const cadences = await lasting.evaluate(() => {
    const times = window.recorders[0]?.chunks.map(({ at }) => at) ?? [];
    return times.filter((at, index) => index === 0 || at - (times[index - 1] ?? 0) > 1_000);
  });
  const abandoned = Number(sim.abandon({}).notifiedAt);
  await lasting.until(() => window.desk.dismissedAt.length === 1 && window.witness.notifications[0]?.closedAt);
  const over = (await lasting.evaluate(() => window.witness.notifications[0]?.closedAt ?? NaN)) - abandoned;

  await Promise.all([delayed, short].map((tab) => tab.until(() => window.witness.notifications[0]?.closedAt, undefined, 150_000)));
  const late = {
    notification: (await notificationAt(delayed)) - sentDelayed - AFTER_MS,
    end: (await endAt(delayed)) - sentDelayed - DURATION_MS,
    soundingEnd: (await endAt(short)) - sentShort - DURATION_MS,
    lastHeard: (await lastHeard(short)) - sentShort,
  };
  const first = cadences[0] ?? NaN;
  console.log('\nhidden, chained timers once a minute: ms');
  table(
    ['', ''],
    [
      ['from the send to the sound', start.sound],
      ['from the send to the notification', start.notification],
      ['from the first cadence to the next ones, due every 6000', cadences.slice(1).map((at) => at - first).join(', ')],
      ['from the end that the server reports to the end of the notification', over],
      ['a notification with afterMs, later than due', late.notification],
      ['the end by duration of a notification, later than due', late.end],
      ['the same with sound, later than due', late.soundingEnd],
      ['with sound, from the send to the last that is audible', late.lastHeard],
    ].map(([what, value]) => [String(what), typeof value === 'number' ? value.toFixed(0) : String(value)]),
  );
  await other.close();
  await limited.close();
  await sounding.close();
  for (const delay of [start.sound, start.notification, over]) expect(delay).toBeLessThan(SOON_MS);
  for (const delay of [late.notification, late.end, late.soundingEnd, late.lastHeard - DURATION_MS]) expect(delay).toBeLessThan(LATE_MS);
});

// Breaks the engine on purpose, once for each entry below, and checks that the fault simulations notice.
// `npm run sabotage`, or some of them by a part of their names: `npm run sabotage -- stop()`. The working tree stays as it is: each break is made in a copy under target/.
import { cpSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { ROOT } from './lib/paths.mjs';

const COPY = join(ROOT, 'target', 'sabotage', 'tree');
const TARGET = join(ROOT, 'target', 'sabotage', 'build');
const SEEDS = '150';

/** What is broken, where, and how. `find` must be there once: a break that changes nothing would prove nothing. */
const BREAKS = [
  { name: 'a tone outlives its ring', file: 'engine/alerts/ringing.rs', find: '!self.over && now >=', replace: 'now >=', test: 'channel_sim' },
  { name: 'a tone while rings may be missed', file: 'engine/alerts/sound.rs', find: 'around.is_receiving && ring.confirmed && !self.frozen', replace: 'ring.confirmed || self.frozen || !around.is_receiving', test: 'channel_sim' },
  { name: 'a dropped sound is played late', file: 'engine/alerts/sound.rs', find: 'ring.sound_dropped |= *may && !ready;', replace: 'let _ = (*may, ready, &ring);', test: 'alerts' },
  { name: 'dedup off', file: 'engine/routing_events/mod.rs', find: 'toasts.has_conversation(id) || self.closed.contains(id)', replace: 'false' },
  { name: 'copies of two sockets count twice', file: 'engine/routing_events/overlap.rs', find: 'return frame.is_duplicate(socket);', replace: 'return false;' },
  { name: 'jitter off', file: 'engine/backoff.rs', find: 'Jitter::FullThenEqual if attempt == 0 => rng.u64(..=ceiling),', replace: 'Jitter::FullThenEqual if attempt == 0 => ceiling,' },
  {
    name: 'old socket not closed',
    file: 'engine/connection/mod.rs',
    find: 'cx.emit(Output::CloseSocket { id: old.id, code: CLOSE_NORMAL });',
    replace: 'let _ = old;',
  },
  {
    name: 'old socket closed at once',
    file: 'engine/connection/health.rs',
    find: 'cx.timers.set(Timer::Drain, cx.now() + DRAIN_MS);',
    replace: 'self.close_draining(cx);',
  },
  { name: 'early retry', file: 'engine/backoff.rs', find: 'named_ms.saturating_add(rng.u64(..=named_ms / 10))', replace: 'rng.u64(..=named_ms)' },
  {
    name: 'timer lost',
    file: 'engine/timers.rs',
    find: 'self.put(timer, Some(at));',
    replace: 'if timer != Timer::Reconnect { self.put(timer, Some(at)); }',
  },
  {
    name: 'dead sockets never replaced',
    file: 'engine/connection/keep_alive.rs',
    find: 'self.replace();\n                    cx.log(LogLevel::Info, "replacing the socket: it was silent for long");',
    replace: '',
  },
  { name: 'frames about a toast are skipped', file: 'engine/routing_events/mod.rs', find: 'any_toast || two_sockets ||', replace: 'two_sockets ||' },
  { name: 'answered calls stay', file: 'engine/routing_events/mod.rs', find: 'State::Connected => Some(DismissReason::Answered),', replace: 'State::Connected => None,' },
  { name: 'legs move both ways', file: 'engine/notifications/rings/mod.rs', find: 'leg.stage = leg.stage.max(participant.stage);', replace: 'leg.stage = participant.stage;', test: 'channel_sim' },
  { name: 'no resync after a reconnect', file: 'engine/notifications/resync.rs', find: 'pending.map(|pending| PendingList { same_socket: false, ..pending });\n        self.schedule(cx, cx.now());', replace: 'pending.map(|pending| PendingList { same_socket: false, ..pending });', test: 'channel_sim' },
  { name: 'a missing answer to a ping is ignored', file: 'engine/connection/keep_alive.rs', find: 'cx.timers.set(Timer::Pong, cx.now() + PONG_MS);', replace: '', test: 'channel_sim' },
  { name: 'a channel that is gone stays in use', file: 'engine/notifications/responses.rs', find: 'self.lose_channel(cx, "the channel is gone: another one is made", Loss::TakenAway);\n            }\n            Outcome::Forbidden', replace: '}\n            Outcome::Forbidden', test: 'channel_sim' },
  { name: 'no watch for a deaf channel', file: 'engine/notifications/responses.rs', find: 'if deaf {', replace: 'if deaf && cx.now().0 == 0 {', test: 'channel_sim' },
  { name: 'a channel counts as deaf at the first list', file: 'engine/notifications/responses.rs', find: 'if merged.suspect {', replace: 'deaf |= merged.suspect;\n            if merged.suspect {', test: 'channel_sim' },
  { name: 'requests of the API go out too early', file: 'engine/notifications/api.rs', find: 'if self.paused_until().is_some() {', replace: 'if self.retry_at.is_some() {', test: 'channel_sim' },
  { name: 'connected without its topics', file: 'engine/notifications/responses.rs', find: 'answer.reject_missing(', replace: 'answer.permitted.push(String::new()); let _ = (', test: 'channel_sim' },
  { name: 'the session survives stop()', file: 'engine/notifications/mod.rs', find: 'self.stored_channel = self.release_channel(cx).or(self.stored_channel.take());\n        self.forget_session(cx);', replace: 'self.api.cancel(cx);', test: 'channel_sim' },
  { name: 'the token survives stop()', file: 'engine/token/mod.rs', find: '(self.current, self.previous) = (None, None);', replace: '', test: 'channel_sim' },
  { name: 'the token survives stop(), routing-events', file: 'engine/token/mod.rs', find: '(self.current, self.previous) = (None, None);', replace: '' },
  { name: "another user's channel is used again", file: 'engine/notifications/channel_lifecycle.rs', find: 'holder == stored.user', replace: 'true || holder == stored.user', test: 'channel_sim' },
  { name: 'a token that was asked for before stop() is accepted', file: 'engine/token/mod.rs', find: 'Fetch::Requesting { id: current, tries, .. } if current == id => {', replace: 'Fetch::Requesting { id: current, tries, .. } if current.0 > 0 || id.0 > 0 => {', test: 'channel_sim' },
  { name: "another user's token is stored", file: 'engine/notifications/responses.rs', find: 'token.discard_record(cx);', replace: '', test: 'channel_sim' },
  { name: "another user's token is accepted", file: 'engine/notifications/responses.rs', find: 'is_none_or(|scope| scope.owner == owner)', replace: 'is_none_or(|scope| scope.owner.is_some())', test: 'channel_sim' },
  { name: 'blindSince is not set back', file: 'engine/connection/keep_alive.rs', find: 'self.dead_since = Some(live.last_frame);', replace: '', test: 'channel_sim' },
  { name: 'blindSince is not set back after a close with 1006', file: 'engine/connection/closing.rs', find: 'self.dead_since = Some(live.last_frame);', replace: '' },
  { name: 'blindSince is not set for a deaf channel', file: 'engine/notifications/responses.rs', find: 'self.deaf_since = self.delivered_at;\n            self.lose_channel(cx, "the channel is deaf', replace: 'self.lose_channel(cx, "the channel is deaf', test: 'channel_sim' },
  { name: 'blindSince is not set after a sleep', file: 'engine/connection/mod.rs', find: 'self.note_blind_since(since);\n            self.suspect = true;', replace: '' },
  { name: 'an answer is sent twice', file: 'engine/notifications/actions/mod.rs', find: '.find(|pending| pending.toast.id == toast_id)', replace: '.find(|pending| pending.toast.id == toast_id && cx.now().0 == 0)', test: 'channel_sim' },
  { name: 'an answer is resolved by the response alone', file: 'engine/notifications/actions/mod.rs', find: 'ToastAction::Decline, LegState::Alerting) => {}', replace: 'ToastAction::Decline, LegState::Alerting) => {\n                if matches!(self.step, Step::Accepted) {\n                    return Some(Ok(()));\n                }\n            }', test: 'channel_sim' },
  { name: 'a failed action is tried without asking the list', file: 'engine/notifications/actions/mod.rs', find: 'ActionResponse::Failed(status, words) => Step::listing(cx, Doubt::Failed(status, words)),', replace: 'ActionResponse::Failed(status, words) => { let _ = (status, words); Step::Due }', test: 'channel_sim' },
  { name: 'a tab that leaves keeps the lock', file: 'engine/tabs/election.rs', find: 'self.want(ElectionCommand::Post(TabMessage::Bye));\n        self.want(ElectionCommand::ReleaseLock);', replace: 'self.want(ElectionCommand::Post(TabMessage::Bye));', test: 'tabs_sim' },
  { name: 'a lock is taken from a tab that works', file: 'engine/tabs/election.rs', find: 'if silent_ms >= limit_ms && self.pinged_at.is_some()', replace: 'if silent_ms >= ping_ms.min(limit_ms)', test: 'tabs_sim' },
  { name: 'two tabs sound', file: 'engine/tabs/following.rs', find: 'self.set_may_alert(now, tab == self.id);', replace: 'self.set_may_alert(now, true);', test: 'tabs_sim' },
  { name: 'a dismissal in a tab that follows is lost', file: 'engine/tabs/leading.rs', find: 'TabMessage::Command(command) => self.apply(from, command),', replace: 'TabMessage::Command(TabCommand::Dismiss(_)) => {}\n            TabMessage::Command(command) => self.apply(from, command),', test: 'tabs_sim' },
  { name: 'a tab that comes to lead shows a dismissed ring again', file: 'engine/sharing.rs', find: 'self.source.restore_closed(ring);', replace: 'let _ = ring;', test: 'tabs_sim' },
  { name: 'the tab that alerts goes on though its leader is gone', file: 'engine/tabs/election.rs', find: 'self.visible || self.alerting', replace: 'self.visible', test: 'tabs_sim' },
  { name: 'tokens in the log', file: 'engine/secret.rs', find: 'replaced(&replaced(text, &self.0), &percent_encode(&self.0))', replace: 'text.to_owned()' },
];

function prepare() {
  rmSync(COPY, { recursive: true, force: true });
  mkdirSync(COPY, { recursive: true });
  for (const path of ['Cargo.toml', 'Cargo.lock', 'crates', 'src', 'benches/herd', 'benches/stop', 'tests/sim', 'tests/channel_sim', 'tests/tabs_sim', 'tests/alerts', 'tests/support']) cpSync(join(ROOT, path), join(COPY, path), { recursive: true });
}

function simulate(...tests) {
  const { status, stdout, stderr } = spawnSync('cargo', ['test', '--profile', 'mutants', ...tests.flatMap((test) => ['--test', test])], {
    cwd: COPY,
    env: { ...process.env, CARGO_TARGET_DIR: TARGET, GT_SIM_SEEDS: SEEDS, RUST_BACKTRACE: '0' },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 300_000,
  });
  return { status, output: `${stdout}\n${stderr}` };
}

/** The promise that broke, in the simulation's own words. */
function broken(output) {
  const lines = output.split('\n');
  const at = lines.findIndex((line) => /panicked at tests\/((sim|channel_sim|tabs_sim|alerts)\/(witness|world|main|watch|faults|agent|audio|sound|\.\.\/support)|support)/.test(line));
  return at < 0 ? undefined : lines[at + 1].replace(/gt-[0-9a-f]+-/g, '').slice(0, 100);
}

function attempt({ name, file, find, replace, test = 'sim' }) {
  const path = join(COPY, 'src', file);
  const source = readFileSync(path, 'utf8');
  if (source.split(find).length !== 2) return { name, caught: false, why: `src/${file} has changed: "${find}" is not there exactly once` };
  writeFileSync(path, source.replace(find, () => replace));
  const { output } = simulate(test);
  writeFileSync(path, source);
  const soon = new Date(Date.now() + 1_000);
  utimesSync(path, soon, soon);
  const why = broken(output);
  const compiled = /running \d+ tests?/.test(output);
  return { name, caught: why !== undefined, why: why ?? (compiled ? 'NOT NOTICED' : 'did not compile') };
}

prepare();
console.log(`The engine as it is: ${SEEDS} shifts …`);
const whole = simulate('sim', 'channel_sim', 'tabs_sim');
if (whole.status !== 0) {
  console.error(whole.output.slice(-4_000));
  console.error('sabotage: the simulation fails on the engine as it is; fix that first.');
  process.exit(1);
}
const wanted = process.argv.slice(2);
const results = BREAKS.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word))).map((each) => {
  const result = attempt(each);
  console.log(`${result.caught ? 'caught    ' : 'NOT CAUGHT'}  ${result.name.padEnd(36)} ${result.why}`);
  return result;
});
const caught = results.filter((result) => result.caught).length;
console.log(`${caught} passed, ${results.length - caught} failed`);
process.exit(caught === results.length ? 0 : 1);

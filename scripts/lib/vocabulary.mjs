/**
 * The words and identifiers that this repository no longer uses, with what it says instead: the terms are in the glossary of docs/architecture.md.
 * A new entry is a word that is gone from all files that are searched (or from those under `in`): `tests/scripts/vocabulary.test.mjs` checks it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { Failure } from './report.mjs';
import { capture } from './run.mjs';

/** What is searched. */
const SEARCHED = ['src', 'js', 'scripts', 'tests', 'benches', 'docs', 'simulator', 'README.md', 'CONTRIBUTING.md', 'fuzz'];
/** The list itself, its test with made-up entries, and what is not text. */
const LEFT_OUT = /^scripts\/lib\/vocabulary\.mjs$|^tests\/scripts\/vocabulary\.test\.mjs$|\.(png|svg|wasm|tgz)$/;

const CODE = ['src', 'js', 'tests', 'benches', 'scripts', 'fuzz'];
/** The folders of the engine whose comments are revised, and what tests them or makes load. */
const REVISED = ['src/engine/connection', 'src/engine/notifications', 'src/engine/routing_events', 'src/engine/token', 'src/engine/options', 'src/engine/alerts', 'src/wasm', 'tests', 'benches', 'scripts'];
/** What users and contributors read, and the simulator. */
const DOCUMENTS = ['alerts', 'api', 'architecture', 'benchmarks', 'getting-started', 'login', 'migrating', 'options', 'protocol', 'react', 'recipes', 'releasing', 'rules', 'security-and-csp', 'testing-your-desktop', 'troubleshooting', 'vanilla-and-element', 'view']
  .map((name) => `docs/${name}.md`)
  .concat('README.md', 'CONTRIBUTING.md', 'simulator');

/**
 * A whole word each; a small first letter stands for a capital one as well. `in`: where it is gone, if not everywhere.
 * @type {readonly { retired: string, use: string, in?: readonly string[] }[]}
 */
export const RETIRED = [
  // Names of types and their values.
  { retired: 'Held', use: 'AccessToken' },
  { retired: 'Kept', use: 'StoredChannel, StoredToken' },
  { retired: 'Wish', use: 'SocketCommand' },
  { retired: 'Wishes', use: 'Actions' },
  { retired: 'Told', use: 'Reported', in: ['src', 'tests', 'benches', 'scripts'] },
  { retired: 'Hopeless', use: 'NoUser' },
  { retired: 'Want', use: 'Target' },
  { retired: 'NothingUntilShown', use: 'Suspended' },
  { retired: 'NothingUntilStart', use: 'Ended' },
  { retired: 'MadeChannel', use: 'CreatedChannel' },
  { retired: 'Steady', use: 'Reliable', in: CODE },
  { retired: 'Flight', use: 'InFlight, SharedRequest', in: CODE },
  { retired: 'Switchboard', use: 'CallRouter' },
  { retired: 'Door', use: 'UpgradeRoute' },
  // Functions, fields and constants.
  { retired: 'held_until', use: 'paused_until' },
  { retired: 'hold_for', use: 'pause_for' },
  { retired: 'handle_hold_over', use: 'handle_pause_over' },
  { retired: 'keep_record', use: 'store_record' },
  { retired: 'drop_record', use: 'discard_record' },
  { retired: 'blind_from', use: 'dead_since (a socket), deaf_since (a channel)' },
  { retired: 'take_blind_from', use: 'take_deaf_since' },
  { retired: 'just_made', use: 'just_created' },
  { retired: 'make_at', use: 'create_after' },
  { retired: 'put_due', use: 'subscribe_due' },
  { retired: 'asking_storage', use: 'storage_pending' },
  { retired: 'ask_after_channel', use: 'check_channel' },
  { retired: 'doubt_rings', use: 'suspect_rings' },
  { retired: 'doubted', use: 'suspect' },
  { retired: 'is_hearing', use: 'is_receiving' },
  { retired: 'is_steady', use: 'is_reliable' },
  { retired: 'look_after_sockets', use: 'check_liveness' },
  { retired: 'note_hearing', use: 'note_health' },
  { retired: 'strikes', use: 'evictions' },
  { retired: 'to_its_end', use: 'refresh_at_expiry' },
  { retired: 'CROWDED_MS', use: 'SHORT_LIFE_MS' },
  { retired: 'DOUBT_GRACE_MS', use: 'SUSPECT_GRACE_MS' },
  { retired: 'FAILURES_UNTIL_TOLD', use: 'FAILURES_UNTIL_REPORTED' },
  { retired: 'SECOND_LOOK_MS', use: 'RECHECK_MS' },
  { retired: 'alert_ends', use: 'ring_ends: an alert is a title, sound or notification' },
  { retired: 'app_gives', use: 'app_returns' },
  { retired: 'asked_for', use: 'requests_to' },
  { retired: 'gives_channel', use: 'answer_stored_channel' },
  { retired: 'make_well', use: 'end_faults' },
  { retired: 'heardUpTo', use: 'announcedUpTo' },
  { retired: 'openGuest', use: 'openEmbedded' },
  { retired: 'ringsTold', use: 'shownRings' },
  // Files and folders.
  { retired: 'tests/engines', use: 'tests/cross-browser' },
  { retired: 'notifications/answers', use: 'notifications/responses' },
  { retired: 'token/waits', use: 'token/token_retry' },
  { retired: 'engine/frame.rs', use: 'engine/frame_filter.rs' },
  // Words.
  { retired: 'mend', use: 'fix' },
  { retired: 'mended', use: 'fixed' },
  { retired: 'lent', use: 'borrowed, passed' },
  { retired: 'hammered', use: 'sent requests too often', in: CODE },
  { retired: 'proof of life', use: 'sign of life', in: CODE },
  { retired: 'beats', use: 'heartbeats', in: REVISED },
  { retired: 'hear', use: 'receive', in: REVISED },
  { retired: 'hears', use: 'receives', in: REVISED },
  { retired: 'heard', use: 'received, announced', in: [...REVISED, ...DOCUMENTS] },
  { retired: 'hearing_with', use: 'receiving_with' },
  { retired: 'hearing', use: 'receiving', in: REVISED },
  { retired: 'told', use: 'reported (to onError), called (a callback), announced (by a screen reader), passed', in: [...REVISED, ...DOCUMENTS] },
  { retired: 'tells', use: 'reports, calls, passes', in: REVISED },
  { retired: 'is so now', use: 'is the current state', in: [...CODE, ...DOCUMENTS] },
  { retired: 'asked after', use: 'checked', in: CODE },
  { retired: 'put forward', use: 'set forward (a clock)', in: CODE },
  { retired: 'news', use: 'an update, a change', in: REVISED },
];

/**
 * Finds retired words in a text.
 * @param {string} path in the repository, with `/`
 * @param {string} text
 * @param {typeof RETIRED} list
 * @returns {string[]} lines such as `src/a.rs:3: "mend" is retired, use: fix`
 */
export function retiredIn(path, text, list = RETIRED) {
  const here = list.filter(({ in: folders }) => !folders || folders.some((folder) => path === folder || path.startsWith(`${folder}/`)));
  const found = here.filter(({ retired }) => patternOf(retired).test(text));
  if (found.length === 0) return [];
  return text.split('\n').flatMap((line, index) => found.filter(({ retired }) => patternOf(retired).test(line)).map(({ retired, use }) => `${path}:${index + 1}: "${retired}" is retired, use: ${use}`));
}

/** Searches the tracked files. @returns {string[]} as {@link retiredIn} */
export function vocabularyComplaints() {
  const listed = capture('git', ['ls-files', '--', ...SEARCHED]);
  if (!listed) throw new Failure('git ls-files lists no files: is this a clone of the repository?');
  const paths = listed.split('\n').filter((path) => !LEFT_OUT.test(path) && existsSync(join(ROOT, path)));
  return paths.flatMap((path) => retiredIn(path, readFileSync(join(ROOT, path), 'utf8')));
}

function patternOf(retired) {
  const [first] = retired;
  const either = /[a-z]/.test(first) && !/[_/]/.test(retired) ? `[${first}${first.toUpperCase()}]${escaped(retired.slice(1))}` : escaped(retired);
  return new RegExp(`(?<![\\w-])${either}(?![\\w-])`);
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

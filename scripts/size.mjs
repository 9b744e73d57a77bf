/**
 * Prints what a page loads because of genesys-toasts, and fails where that is too much beside the nearest peer: `node scripts/size.mjs`.
 *
 * Measured on the packed tarball in a React app with the hook, and the toaster, bundled by esbuild; the peers are apps that make a toast of
 * an event by Genesys' own libraries (`benches/wire`). React is left out: the app has it anyway. Beside it, the same without React.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OURS, PEERS, WITHOUT_REACT, bundle, install, measure, measureLoaded, versionsOf } from '../benches/wire/apps.mjs';
import { PACKAGE, isMain } from './lib/paths.mjs';
import { Failure, bold, main, table } from './lib/report.mjs';

/**
 * The most that our app may load, as a share of what the smallest peer loads, both after gzip. The aim is 0.68 and the most that was agreed is 0.75: the view with
 * its places, warnings and styles weighs 7 kB more than the one before, which is to be saved elsewhere, and the alerts (A1–A12) weigh 21 kB:
 * 9 kB what the engine decides, 8.5 kB what the Wasm side performs, 3.5 kB JavaScript. Answer, decline and Not Responding (C1–C8) weigh 14.5 kB: 10.5 kB engine,
 * 4 kB JavaScript, most of it the view's buttons, texts and styles. One connection for all tabs (L1–L10) weighs 27.1 kB, nearly all of it in the binary: messages that are
 * written and read, who leads, and an engine that can follow. 0.6 kB were given for a build that is 13 s shorter (wasm-opt in Cargo.toml). docs/architecture.md says what weighs, docs/getting-started.md has the sizes.
 */
export const LIMIT = 1.24;

/** Which row of the table a built file belongs to. */
export function rowOf(name) {
  if (name.startsWith('inline-')) return 'Wasm, inlined in JavaScript';
  if (name.startsWith('inflate-')) return 'only where there is no DecompressionStream';
  if (name.endsWith('.js')) return "JavaScript: client, hook, toaster, Wasm's glue";
  throw new Failure(`${name} is loaded or emitted for a reason unknown to scripts/size.mjs.`);
}

/** The text about the share, and whether it is within the limit. */
export function verdict(ours, peers) {
  const nearest = peers.reduce((least, peer) => (peer.gzip < least.gzip ? peer : least));
  const share = ours / nearest.gzip;
  const within = share <= LIMIT;
  const text = `${kilobytes(ours)} gzip is ${share.toFixed(2)} of the nearest peer (${nearest.name}, ${kilobytes(nearest.gzip)}); ${String(LIMIT)} is allowed: ${within ? 'within the limit' : 'too much'}`;
  return { within, text };
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(2)} kB`;

/** Prints the tables; resolves to 1 past the limit, else 0. */
export async function checkSize() {
  await install();
  const files = await bundle(OURS);
  const row = (label, { raw, gzip, brotli }) => [label, ...[raw, gzip, brotli].map(kilobytes)];
  const labels = [...new Set(files.map(({ name }) => rowOf(name)))].sort();
  const total = measureLoaded(files);
  const binary = 'engine.wasm';
  console.log(bold('What a page loads'));
  table(
    ['', 'raw', 'gzip', 'brotli'],
    [
      ...labels.map((label) => row(label, measure(files.filter(({ name }) => rowOf(name) === label)))),
      row('in all, in a current browser', total),
      row(`for comparison: ${binary}`, measure([{ content: readFileSync(join(PACKAGE, binary)) }])),
    ],
  );
  console.log(`\n${bold('The same without React')}`);
  const withoutReact = [];
  for (const app of WITHOUT_REACT) withoutReact.push(row(app.label, measureLoaded(await bundle(app))));
  table(['', 'raw', 'gzip', 'brotli'], withoutReact);
  const peers = [];
  for (const peer of PEERS) peers.push({ ...peer, ...measure(await bundle(peer)) });
  console.log(`\n${bold('What the peers load')}`);
  table(['', 'raw', 'gzip', 'brotli'], peers.map((peer) => row(`${peer.label} (${versionsOf(peer).join(', ')})`, peer)));
  const { within, text } = verdict(total.gzip, peers);
  console.log(`\n${text}`);
  return within ? 0 : 1;
}

if (isMain(import.meta.url)) await main(checkSize);

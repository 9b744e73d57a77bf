/** What an app's page loads for it, beside the ways that teams take today. */
import { OURS, PEERS, bundle, install, measureLoaded, versionsOf } from './apps.mjs';

export const name = 'wire';
export const title = 'Bytes over the wire';

const METHOD = `The same small React app three times, each with the newest version of its libraries from the npm registry, bundled in the same way by esbuild
(minified, split, ES2022). React is left out: the app has it anyway. All files that a current browser loads are counted, each compressed by itself. The other two make a toast of an event,
and no more: no token is refreshed, nothing is resynchronised, no toast leaves when its ring ends. The streaming client bundles only with \`events\` and \`tslib\` installed beside it.`;

const BEFORE = { file: 'before', name: 'earlier version', label: 'an earlier version', needs: [] };

/** @returns {Promise<{ method: string, tables: object[], charts: object[], figures: object }>} */
export async function run({ before }) {
  await install({ newest: true });
  const apps = [OURS, ...PEERS];
  const figures = {};
  for (const app of apps) figures[app.file] = measureLoaded(await bundle(app));
  if (before) {
    figures.before = measureLoaded(await bundle(OURS, before));
    apps.splice(1, 0, BEFORE);
  }
  const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
  const rows = apps.map((app) => {
    const { raw, gzip, brotli } = figures[app.file];
    const versions = versionsOf(app);
    const label = versions.length > 0 ? `${app.label} (${versions.join(', ')})` : app.label;
    return [label, kilobytes(raw), kilobytes(gzip), kilobytes(brotli), `${(gzip / figures.ours.gzip).toFixed(1)}×`];
  });
  const bars = apps.map(({ file, name: short }) => {
    const value = figures[file].gzip / 1000;
    return { name: short, ours: file === OURS.file, median: value, least: value, most: value };
  });
  return {
    method: METHOD,
    tables: [{ title: 'What a page loads, kB', head: ['app', 'raw', 'gzip', 'brotli', 'gzip, of ours'], rows }],
    charts: [{ name: 'wire', title: 'What a page loads', unit: 'kB', groups: [{ label: 'gzip', bars }] }],
    figures,
  };
}

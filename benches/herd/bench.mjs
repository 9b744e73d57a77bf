/** A herd that lost its server comes back: figures of `cargo bench --bench herd`, as tables and a chart. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST } from '../../scripts/lib/paths.mjs';
import { run as runCommand } from '../../scripts/lib/run.mjs';
import { digits } from '../lib/stats.mjs';

export const name = 'herd';
export const title = 'A herd that lost its server';

const SIZES = [1_000, 10_000, 100_000];
const NO_JITTER = 'ours, no jitter';

const METHOD = `The real engine, natively and in virtual time: so many clients lose their server for 10 s, which then takes back 1 % of them a second. Beside it the same
engine with jitter off, the official streaming client's waits (a model: 2 s doubling to 90 s, no jitter) and the ideal, in which the server is always busy and
nobody is refused. *Late*: for how long a client is still without its server after outages of 1 to 20 s, mean. Which other ways there are, and the
arithmetic: [benches/herd](../benches/herd/README.md); why S4 spreads its waits as it does: [rules](rules.md#why-s4-spreads-waits-so).`;

/** @returns {Promise<{ method: string, tables: object[], charts: object[], figures: object }>} */
export async function run() {
  const folder = join(DIST, 'bench');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'herd-raw.json');
  await runCommand('cargo', ['bench', '--bench', 'herd', '--', ...SIZES.map(String), '--json', path], { quiet: true, orElse: 'cargo bench --bench herd failed: see above.' });
  const { sizes } = JSON.parse(readFileSync(path, 'utf8'));
  const tables = sizes.map(({ clients, policies, variants }) => {
    const most = policies.find(({ policy }) => policy === NO_JITTER).peak_tries;
    const options = variants.filter(({ policy }) => policy.startsWith('engine, '));
    return {
      title: `${clients.toLocaleString('en')} clients`,
      head: ['policy', 'tries in 100 ms, most', 'of those without jitter', '95 % back, s', 'refused tries a client: mean, p95, most', 'after a lone cut, s', 'late, s'],
      rows: [...policies, ...options].map((one) => [
        one.policy.replace('engine, ', 'ours, '),
        one.peak_tries.toLocaleString('en'),
        (one.peak_tries / most).toFixed(3),
        one.back_95_s === null ? `never (${Math.round(one.back * 100)} % in 10 min)` : one.back_95_s.toFixed(1),
        `${one.refused_mean.toFixed(1)}, ${one.refused_p95}, ${one.refused_max}`,
        digits(one.blind_0.mean_s),
        digits(one.late_1_20.mean_s),
      ]),
    };
  });
  const largest = sizes.at(-1);
  const bar = ({ policy, peak_tries: tries }) => ({ name: policy.replace('engine, ', 'ours, '), ours: policy === 'ours', median: tries, min: tries, max: tries, low: tries, high: tries });
  const spread = largest.variants.filter(({ policy }) => ['engine, full', 'engine, equal'].includes(policy));
  const charts = [
    {
      name: 'herd',
      title: `Most tries in 100 ms, ${largest.clients.toLocaleString('en')} clients`,
      unit: 'tries',
      groups: [{ label: 'after an outage of 10 s', bars: [...largest.policies.filter(({ policy }) => policy !== 'ideal'), ...spread].map(bar) }],
    },
  ];
  return { method: METHOD, tables, charts, figures: { sizes } };
}

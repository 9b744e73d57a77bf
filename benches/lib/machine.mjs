/** What the figures were measured on. */
import { execFileSync } from 'node:child_process';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { findBrowser } from '../../scripts/lib/browser.mjs';
import { capture } from '../../scripts/lib/run.mjs';

/** @returns {{ cpu: string, cores: number, memory: string, system: string, node: string, browser: string, commit: string, load: string, at: string }} */
export function describeMachine() {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${platform()} ${release()}`,
    node: process.version,
    browser: browserVersion(),
    commit: capture('git', ['rev-parse', '--short', 'HEAD']) ?? 'unknown',
    load: loadavg().map((one) => one.toFixed(2)).join(', '),
    at: new Date().toISOString().slice(0, 16).replace('T', ' '),
  };
}

function browserVersion() {
  const path = findBrowser();
  if (!path) return 'none';
  const words = execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return /\S+ [\d.]+/.exec(words)?.[0] ?? words.trim();
}

/** @param {ReturnType<typeof describeMachine>} machine @returns {string} One line. */
export const machineLine = ({ cpu, cores, memory, system, node, browser, commit, load, at }) =>
  `${cpu}, ${cores} cores, ${memory}, ${system}; ${browser}, Node ${node}; commit ${commit}; ${at} UTC; load before (1, 5, 15 min) ${load}`;

// @ts-check

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readJson, simulator } from './support.js';

const BIN = fileURLToPath(new URL('../bin/genesys-cloud-simulator.js', import.meta.url));

/** Runs the command line. @param {string[]} args */
function run(args) {
  const child = spawn(process.execPath, [BIN, ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { out: '', err: '' };
  child.stdout.on('data', (text) => (output.out += text));
  child.stderr.on('data', (text) => (output.err += text));
  /** @type {Promise<{ out: string, err: string, exitCode: number | null }>} */
  const ended = new Promise((resolve) => child.once('close', (exitCode) => resolve({ ...output, exitCode })));
  return { child, output, ended };
}

describe('command line', () => {
  it('prints where it runs, says what happens, and stops on a signal', async () => {
    const { child, output, ended } = run(['--port', '0', '--seed', '7', '--token-life', '6']);
    await expect.poll(() => output.out, { timeout: 5000 }).toContain('Press Ctrl+C to stop.');
    const baseUrl = /API URL {6}(\S+)/.exec(output.out)?.[1];
    expect(output.out).toContain(`sign-in URL  ${baseUrl}/oauth/authorize\n`);
    expect(output.out).toContain('user         Mara Lindqvist (f6fadfa7-e5c1-4b62-9362-da5cc13da58a)');
    expect(output.out).toMatch(/^genesys-cloud-simulator \d+\.\d+\.\d+ is running \(seed 7, no scenario\)/);
    const controlUrl = /control URL {2}(\S+)/.exec(output.out)?.[1];
    const state = await readJson(await fetch(`${controlUrl}/state`));
    expect([state.seed, state.settings.tokenLifeSeconds]).toEqual([7, 6]);
    await fetch(`${controlUrl}/ring`, { method: 'POST' });
    await expect.poll(() => output.out).toContain('ringing voice');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ exitCode: 0, err: '' });
  });

  it('says nothing of what happens where it is asked to be quiet', async () => {
    const { child, output, ended } = run(['--port', '0', '--quiet', '--scenario', 'calm', '--speed', '1000']);
    await expect.poll(() => output.out, { timeout: 5000 }).toContain('Press Ctrl+C to stop.');
    const controlUrl = /control URL {2}(\S+)/.exec(output.out)?.[1];
    await expect.poll(async () => (await readJson(await fetch(`${controlUrl}/state`))).counters.frames).toBeGreaterThan(5);
    child.kill('SIGINT');
    const { out } = await ended;
    expect(out.trim().split('\n')).toHaveLength(10);
    expect(out).toContain('scenario calm at speed 1000');
  });

  it('says in one line that the port is taken', async () => {
    const { port } = await simulator();
    expect(await run(['--port', String(port)]).ended).toEqual({
      exitCode: 1,
      out: '',
      err: `genesys-cloud-simulator: port ${port} on 127.0.0.1 is taken; choose another with --port (0 takes any free one).\n`,
    });
  });

  it('explains itself', async () => {
    const { out, exitCode } = await run(['--help']).ended;
    expect(exitCode).toBe(0);
    for (const option of ['--port', '--host', '--scenario', '--speed', '--seed', '--token-life', '--quiet']) expect(out).toContain(option);
  });

  it.each([
    [['--port', 'x'], '--port: expected a number, got "x"'],
    [['--scenario', 'chaos'], 'scenario: expected "calm", "busy-shift", "bad-network", got "chaos"'],
    [['--bogus'], "Unknown option '--bogus'"],
    [['--speed', '0'], 'speed: expected a number above 0, got 0'],
  ])('refuses %j', async (args, message) => {
    const { err, exitCode } = await run(args).ended;
    expect([exitCode, err]).toEqual([2, expect.stringContaining(message)]);
  });
});

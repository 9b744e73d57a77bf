/** What a client logs, and where. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { GenesysToasts, GenesysToastsOptions } from '../../js/types.js';
import { app, openPage, type PackageOnFake } from './support/package.js';

let page: PackageOnFake;

beforeEach(async () => {
  page = await openPage();
});

const make = (options: Partial<GenesysToastsOptions> = {}): GenesysToasts =>
  page.createGenesysToasts({ ...app, logger: null, ...options } as GenesysToastsOptions);

async function running(options: Partial<GenesysToastsOptions> = {}) {
  const client = make(options);
  await client.start();
  return { client, engine: page.module.engine };
}

describe('the log', () => {
  it('goes to the console from warn up [D2]', async () => {
    const { warn, error, info, debug } = Object.fromEntries(
      (['warn', 'error', 'info', 'debug'] as const).map((level) => [level, vi.spyOn(console, level).mockImplementation(() => undefined)]),
    );
    const { engine } = await running({ logger: undefined });
    for (const level of ['debug', 'info', 'warn', 'error'] as const) engine.host.log(level, 'a line');
    expect(warn).toHaveBeenCalledExactlyOnceWith('genesys-toasts: a line');
    expect(error).toHaveBeenCalledExactlyOnceWith('genesys-toasts: a line');
    expect(info).not.toHaveBeenCalled();
    expect(debug).not.toHaveBeenCalled();
  });

  it('goes to the app’s logger at every level, and survives one that throws [D2]', async () => {
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: () => {
      throw new Error('full');
    } };
    const { engine } = await running({ logger });
    engine.host.log('debug', 'a line');
    engine.host.log('error', 'a line');
    expect(logger.debug).toHaveBeenCalledExactlyOnceWith('a line');
  });

  it('is silent with null [D2]', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { engine } = await running({ logger: null });
    engine.host.log('error', 'a line');
    expect(error).not.toHaveBeenCalled();
  });

  it('passes to the engine which log levels are enabled: lines of others are not formatted [D2]', async () => {
    const levels = ['debug', 'info', 'warn', 'error'] as const;
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const loggedLevels = async (given: GenesysToastsOptions['logger']) => {
      const { engine } = await running({ logger: given });
      return levels.filter((level) => engine.host.isLevelEnabled(level));
    };
    expect(await loggedLevels(undefined)).toEqual(['warn', 'error']);
    expect(await loggedLevels(logger)).toEqual(levels);
    expect(await loggedLevels(null)).toEqual([]);
  });

  it('warns once for each page that a client secret can be read in it [T12]', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const secret = { clientId: 'id', clientSecret: 'hunter2' };
    page.createGenesysToasts(secret);
    page.createGenesysToasts(secret);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('getToken'));
    expect(warn).not.toHaveBeenCalledWith(expect.stringContaining('hunter2'));
  });

  it('does not warn of getToken, nor outside a page [T12]', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    page.createGenesysToasts({ ...app });
    vi.stubGlobal('self', undefined);
    page.createGenesysToasts({ clientId: 'id', clientSecret: 'hunter2' });
    expect(warn).not.toHaveBeenCalled();
  });
});

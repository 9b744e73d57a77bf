// @vitest-environment node
/** The built glue: each call of its factory gives an instance of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import createGlue from '../../dist/wasm/glue.js';
import type { EngineModule, Host } from '../../js/engine.js';

const module = new WebAssembly.Module(readFileSync(join(import.meta.dirname, '..', '..', 'dist', 'wasm', 'engine.wasm')));

function instantiate(): EngineModule {
  const glue: EngineModule = createGlue();
  glue.initSync({ module });
  return glue;
}

const host = (): Host => ({
  onToast: vi.fn(),
  onDismiss: vi.fn(),
  onStatus: vi.fn(),
  onOpen: vi.fn(),
  onError: vi.fn(),
    onActionSettled: vi.fn(),
    askPhone: vi.fn(),
    cancelPhone: vi.fn(),
  onChange: vi.fn(),
  createError: () => new Error() as never,
  isLevelEnabled: () => false,
  log: vi.fn(),
  resources: new Set(),
});

const options = { source: 'routing-events' };

it('reports a panic to its own instance only, and the other continues [D4]', () => {
  const [first, second] = [instantiate(), instantiate()];
  const [onFirst, onSecond] = [vi.fn(), vi.fn()];
  first.onPanic(onFirst);
  second.onPanic(onSecond);
  const engine = new second.Engine(options, host());
  expect(() => first.panicForTest()).toThrow(WebAssembly.RuntimeError);
  expect(onFirst).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/^asked to at src\//));
  expect(onSecond).not.toHaveBeenCalled();
  expect(engine.snapshot()).toMatchObject({ status: 'idle', toasts: [] });
  expect(new (instantiate().Engine)(options, host()).snapshot()).toMatchObject({ status: 'idle' });
});

it('frees no memory in an instance that was abandoned [D4]', () => {
  const freed: (() => void)[] = [];
  class Registry {
    constructor(readonly free: (held: unknown) => void) {}
    register(target: object): void {
      // Nothing is at this address: to free it fails.
      if (target.constructor.name === 'Engine') freed.push(() => this.free(0));
    }
    unregister = (): boolean => false;
  }
  vi.stubGlobal('FinalizationRegistry', Registry);
  const glue = instantiate();
  new glue.Engine(options, host());
  expect(freed).toHaveLength(1);
  expect(freed[0]).toThrow();
  glue.abandon();
  expect(freed[0]).not.toThrow();
});

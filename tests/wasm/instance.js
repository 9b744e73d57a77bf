// Instances of their own of the very module under test: one that may panic, one in a worker, one on the real network.

import { leave } from './world.js';

let instances = 0;

/** The module with a fresh instance, as a page would load it. */
async function load() {
  leave();
  instances += 1;
  const at = (path) => new URL(path, import.meta.url).href;
  const glue = await import(at(`/wasm-bindgen-test?instance=${instances}`));
  await glue.default({ module_or_path: at('/wasm-bindgen-test_bg.wasm') });
  return glue;
}

function host(trace, more) {
  return {
    getToken: () => 'tok-1',
    onToast() {},
    onDismiss() {},
    onStatus: (status, detail) => trace.push(`${status} ${detail.phase} ${detail.closeCode}`),
    onError: (error) => trace.push(error.message),
    onChange() {},
    onActionSettled() {},
    askPhone() {},
    cancelPhone() {},
    createError: ({ message }) => new Error(message),
    isLevelEnabled: () => false,
    log() {},
    resources: new Set(),
    ...more,
  };
}

/** Panics outside any engine, and returns the reports. */
export async function panicAlone() {
  const glue = await load();
  const [reports, trace] = [[], []];
  glue.onPanic((message) => reports.push(message));
  const its = host(trace, { getToken: () => new Promise(() => {}) });
  new glue.Engine({}, its).start();
  trace.length = 0;
  try {
    glue.panicForTest();
  } catch (thrown) {
    reports.push(thrown.constructor.name);
  }
  globalThis.dispatchEvent(new Event('offline'));
  for (const resource of its.resources) resource.abort?.();
  return [...reports, ...trace];
}

/** Panics inside a callback of a running engine. */
export async function panicInside() {
  const glue = await load();
  const trace = [];
  glue.onPanic(() => trace.push('panicked'));
  const its = host(trace, {
    onStatus(status) {
      trace.push(status);
      if (status === 'connecting') glue.panicForTest();
    },
    onChange: () => trace.push('change'),
  });
  const engine = new glue.Engine({}, its);
  engine.start();
  trace.push('returned');
  for (const resource of its.resources) resource.abort?.();
  return trace;
}

/** Starts an engine on the real network, and waits until `done` accepts a reported line. */
export async function onNetwork(options, done, more) {
  const glue = await load();
  const trace = [];
  const engine = await new Promise((resolve) => {
    const look = () => {
      if (trace.some((line) => line.includes(done))) resolve(started);
    };
    const started = new glue.Engine(options, host(trace, { onChange: look, ...more }));
    started.start();
  });
  engine.stop();
  engine.free();
  return trace;
}

/** The address of this page, with another scheme. */
export const here = (scheme) => `${scheme}://${location.host}/`;

/** Does the same in a worker, where there is neither window nor document. */
export function inWorker() {
  const source = `
    import { onNetwork } from '${import.meta.url}';
    const trace = await onNetwork({ socketUrl: '${here('ws')}' }, '1006');
    postMessage([typeof window, typeof document, ...trace]);
  `;
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(url, { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  }).finally(() => worker.terminate());
}

import { createGenesysToasts } from '../../dist/package/index.js';
import { begin } from './clock.js';

await begin(createGenesysToasts, { wasm: 'engine.wasm' });

import { createPlainClient } from '../plain/index.js';
import { begin } from './clock.js';

await begin(createPlainClient);

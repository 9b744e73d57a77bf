import { createGenesysToasts } from 'the-package-before';
import { begin } from './clock.js';

await begin(createGenesysToasts);

/** What the page of the benchmark loads. */
import { createGenesysToasts } from '../../dist/package/index.js';
import { frame } from '../../tests/e2e/pages/shared/long-day.ts';
import { createPlainClient } from '../plain/index.js';
import { makeBench } from './measure.js';

const bench = makeBench({ createGenesysToasts, createPlainClient });
Object.assign(globalThis, { bench, longDayFrame: frame });

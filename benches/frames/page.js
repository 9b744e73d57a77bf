/** What the page of the benchmark loads. */
import { createGenesysToasts } from '../../dist/package/index.js';
import { frame } from '../../tests/e2e/pages/shared/long-day.ts';
import { createGenesysToasts as createBefore } from 'the-package-before';
import { createPlainClient } from '../plain/index.js';
import { makeBench } from './measure.js';

const bench = makeBench({ createGenesysToasts, createBefore, createPlainClient });
Object.assign(globalThis, { bench, longDayFrame: frame });

/** Measures the frames one by one in Node; prints JSON. Run by bench.mjs with `--expose-gc`, rounds and an earlier version's script as its arguments. */
import { pathToFileURL } from 'node:url';
import { createGenesysToasts } from '../../dist/package/index.js';
import { createPlainClient } from '../plain/index.js';
import { makeBench } from './measure.js';
import { TEMPLATES } from './templates.mjs';

const { createGenesysToasts: createBefore } = process.argv[3] ? await import(pathToFileURL(process.argv[3]).href) : {};
const bench = makeBench({ createGenesysToasts, createBefore, createPlainClient });
const results = {};
for (const template of TEMPLATES) results[template.key] = await bench.frame(template, Number(process.argv[2] ?? 5));
process.stdout.write(JSON.stringify(results));
process.exit(0);

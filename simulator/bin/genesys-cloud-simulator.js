#!/usr/bin/env node
// @ts-check

import { runCommandLine } from '../src/cli.js';

await runCommandLine(process.argv.slice(2));

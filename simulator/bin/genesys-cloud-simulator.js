#!/usr/bin/env node
// @ts-check

import { runCommandLine } from '../src/server/cli.js';

await runCommandLine(process.argv.slice(2));

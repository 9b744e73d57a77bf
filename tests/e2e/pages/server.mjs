/** A server, in Node with the packed package: prints the page's markup as JSON, with what was said on the way. */
import { createElement, version } from 'react';
import { renderToString } from 'react-dom/server';
import { Served } from './shared/served.js';

const complaints = [];
console.error = console.warn = (...words) => complaints.push(words.join(' '));
const globals = Object.keys(globalThis);
const options = { clientId: 'of-the-server', clientSecret: 'of-the-server' };
const html = renderToString(createElement(Served, { options }));
const added = Object.keys(globalThis).filter((name) => !globals.includes(name));
process.stdout.write(JSON.stringify({ version, html, complaints, added }));

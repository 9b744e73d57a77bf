/** Serves the built app on loopback. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.wasm': 'application/wasm',
};

export interface Site {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** What pages have sent to `/notes` with `sendBeacon`, oldest first: it gets out of a page that is about to go. */
  readonly notes: string[];
  readonly close: () => Promise<void>;
}

/** A page's query may carry `csp`: it is sent as the page's `Content-Security-Policy`. */
export async function serve(folder: string): Promise<Site> {
  const notes: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site');
    if (pathname === '/notes') {
      let text = '';
      request.on('data', (chunk) => (text += String(chunk)));
      request.on('end', () => {
        notes.push(text);
        response.writeHead(204).end();
      });
      return;
    }
    if (pathname === '/favicon.ico') return void response.writeHead(204).end();
    const path = join(folder, normalize(decodeURIComponent(pathname)));
    if (!path.startsWith(folder) || !existsSync(path) || !statSync(path).isFile()) return void response.writeHead(404).end();
    const csp = searchParams.get('csp');
    response.writeHead(200, {
      'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
      // A sandboxed frame has an origin of its own, and loads the page's modules from another one.
      'Access-Control-Allow-Origin': '*',
      ...(csp && { 'Content-Security-Policy': csp }),
    });
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    notes,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

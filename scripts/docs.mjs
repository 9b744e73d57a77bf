/**
 * The documentation as a site, with the simulator inside its page "Try it": `npm run docs` serves it (`-- --port 5174`, `-- --no-open`) and shows a
 * change of a document at once; `npm run docs -- --build` makes `dist/site` and checks its links (`-- --base /folder/`: where it will be served).
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import util from 'node:util';
import { build } from './build.mjs';
import { openBrowser } from './demo.mjs';
import { installPackages } from './lib/node-packages.mjs';
import { ROOT, SITE, isMain } from './lib/paths.mjs';
import { Failure, bold, main, seconds, step, stopwatch } from './lib/report.mjs';
import { setUp } from './setup.mjs';

const SOURCE = join(ROOT, 'site');

/** Reads the command line. */
export function readOptions(words) {
  let values;
  try {
    const options = { build: { type: 'boolean', default: false }, base: { type: 'string', default: '/' }, port: { type: 'string', default: '5174' }, 'no-open': { type: 'boolean', default: false } };
    values = util.parseArgs({ args: words, options }).values;
  } catch (error) {
    throw new Failure(`${error.message} Known options: --build, --base, --port, --no-open.`);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Failure(`--port takes a port number, got ${values.port}.`);
  if (!/^\/([\w.-]+\/)*$/.test(values.base)) throw new Failure(`--base takes a path such as /genesys-toasts/, got ${values.base}.`);
  return { build: values.build, base: values.base, port, open: !values['no-open'] };
}

/** VitePress, which is installed the first time that it is needed: nobody else waits for it. */
async function vitePress(base) {
  await step('its packages', () => installPackages('site'));
  process.env.SITE_BASE = base;
  return import('../site/vitepress.js');
}

/** Makes `dist/site` of the documents and the built package, and checks every link. */
export async function buildSite({ base = '/' } = {}) {
  console.log(bold('Site'));
  const { build: buildPages } = await vitePress(base);
  await step('pages', async () => {
    rmSync(SITE, { recursive: true, force: true });
    await buildPages(SOURCE, { base }).catch((error) => {
      throw new Failure(`The site cannot be built: ${error.message}`);
    });
    return `dist/site, ${readdirSync(SITE).filter((name) => name.endsWith('.html')).length} pages`;
  });
  await step('links', async () => {
    // Its jsdom is there only after the set-up.
    const { brokenLinks } = await import('./lib/site-links.mjs');
    const { broken, checked } = brokenLinks(SITE, base);
    if (broken.length > 0) throw new Failure(`The site has links that lead nowhere:\n${broken.join('\n')}`);
    return `${checked} lead somewhere`;
  });
}

/** Serves the site as it is worked on. Resolves to its address and a function that ends it. */
export async function serveSite({ port, base = '/' }) {
  console.log(bold('Site'));
  const { createServer } = await vitePress(base);
  let server;
  await step('server', async () => {
    server = await createServer(SOURCE, { port, host: '127.0.0.1', base });
    await server.listen();
    return server.resolvedUrls.local[0];
  });
  return { url: server.resolvedUrls.local[0], close: () => server.close() };
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const elapsed = stopwatch();
    const options = readOptions(process.argv.slice(2));
    await setUp('build');
    await build({ trustCommit: true });
    if (options.build) {
      await buildSite(options);
      console.log(`\nready after ${seconds(elapsed())}: dist/site`);
      return;
    }
    const site = await serveSite(options);
    const tryIt = `${site.url}try`;
    console.log(`\n  documents    ${bold(site.url)}\n  try it       ${bold(tryIt)}\n\nready after ${seconds(elapsed())}; Ctrl-C ends it`);
    if (options.open) openBrowser(tryIt);
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, async () => {
        await site.close();
        process.exit(0);
      });
    }
  });
}

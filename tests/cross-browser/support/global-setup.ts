/** The app of the e2e tests, with the pages of these beside its own, and a script before all others in each page. */
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { VARIANTS, buildApp } from '../../support/browser/app.js';

const PAGES = join(ROOT, 'tests', 'cross-browser', 'pages');
const WATCH = '<script src="watch.js"></script>';

export default async function setup(project: TestProject): Promise<() => void> {
  const app = await buildApp();
  for (const variant of VARIANTS) {
    const folder = join(app.folder, variant);
    cpSync(PAGES, folder, { recursive: true });
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.html'))) {
      const path = join(folder, name);
      const html = readFileSync(path, 'utf8');
      const watched = html.includes('<head>') ? html.replace('<head>', `<head>${WATCH}`) : html.replace('<title>', `${WATCH}<title>`);
      writeFileSync(path, watched);
    }
  }
  project.provide('app', app.folder);
  return app.remove;
}

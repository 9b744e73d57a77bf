import type { TestProject } from 'vitest/node';
import { buildApp } from '../../support/browser/app.js';

/** Makes the app that all tests open, once for each run. Gives the function that removes it. */
export default async function setup(project: TestProject): Promise<() => void> {
  const app = await buildApp();
  project.provide('app', app.folder);
  return app.remove;
}

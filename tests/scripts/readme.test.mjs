import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { steps, withOptions } from '../../scripts/readme.mjs';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

it('the README has all that its two minutes take', () => {
  const { simulator, ring, app, page, other } = steps(readme);
  expect([simulator, ring]).toEqual(['npx genesys-cloud-simulator --scenario calm\n', 'curl -X POST http://127.0.0.1:4780/_control/ring\n']);
  expect([app.serve, page.serve, page.address]).toEqual(['npm run dev', 'npx http-server -p 8080', 'http://127.0.0.1:8080']);
  for (const { page: text } of [app, page]) {
    expect(text).toContain("source: 'notifications'");
    const changed = withOptions(text, other);
    expect(changed).toContain("source: 'routing-events'");
    expect(changed).not.toMatch(/apiUrl|getToken/);
    expect(changed).toMatch(/duration: 'while-ringing',\n +\}\);\n/);
  }
});

it('a README that lacks a step is an error that names it', () => {
  expect(() => steps('## A toast in two minutes\n\n## Next\n')).toThrow('has no command npx genesys-cloud-simulator');
  expect(() => steps(readme.replace('```html', '```text'))).toThrow('has no index.html');
});

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';

/** Style sheets are text in this package, as they are for `scripts/build.mjs`. */
const cssAsText: Plugin = {
  name: 'css-as-text',
  enforce: 'pre',
  resolveId: (id, importer) => (importer && id.endsWith('.css') ? `\0${join(dirname(importer), id)}.text` : undefined),
  load: (id) => (id.startsWith('\0') && id.endsWith('.css.text') ? `export default ${JSON.stringify(readFileSync(id.slice(1, -5), 'utf8'))}` : undefined),
};

/** As the recipes in examples/ import the package. */
const alias = {
  'genesys-toasts/react': join(import.meta.dirname, 'js/react/index.ts'),
};

const tests = { environment: 'jsdom', include: ['tests/js/**/*.test.{ts,tsx}', 'benches/**/*.test.ts'], restoreMocks: true, testTimeout: 20_000, unstubGlobals: true };

// The workspace tests/react19 holds that version of React: what renders is tested with both.
const workspace = join(import.meta.dirname, 'tests', 'react19', 'package.json');
const react19 = existsSync(workspace) ? createRequire(workspace) : undefined;
const folderOf = (name: string): string => dirname(react19?.resolve(`${name}/package.json`) ?? name);

export default defineConfig({
  plugins: [cssAsText],
  resolve: { alias },
  test: {
    projects: [
      { extends: true, test: { ...tests, name: 'js', env: { REACT_MAJOR: '18' } } },
      ...(react19
        ? [
            {
              extends: true as const,
              resolve: {
                alias: {
                  react: folderOf('react'),
                  'react-dom': folderOf('react-dom'),
                  // Its other build requires React by itself, past the aliases.
                  '@testing-library/react': '@testing-library/react/dist/@testing-library/react.esm.js',
                  sonner: join(import.meta.dirname, 'node_modules/sonner/dist/index.mjs'),
                  'react-toastify': join(import.meta.dirname, 'node_modules/react-toastify/dist/index.mjs'),
                  '@emotion/react': join(import.meta.dirname, 'node_modules/@emotion/react/dist/emotion-react.development.esm.js'),
                  '@emotion/styled': join(import.meta.dirname, 'node_modules/@emotion/styled/dist/emotion-styled.esm.js'),
                  '@emotion/use-insertion-effect-with-fallbacks': join(import.meta.dirname, 'node_modules/@emotion/use-insertion-effect-with-fallbacks/dist/emotion-use-insertion-effect-with-fallbacks.esm.js'),
                },
              },
              test: {
                ...tests,
                name: 'react-19',
                env: { REACT_MAJOR: '19' },
                include: ['tests/js/**/*.test.tsx'],
                server: { deps: { inline: [/@testing-library\/react/, /\/sonner\//, /\/react-toastify\//, /\/@mui\//, /\/@emotion\//] } },
              },
            },
          ]
        : []),
    ],
  },
});

import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'target/', 'node_modules/', '.tools/', 'coverage/', '**/dist/', 'tests/types/', 'js/generated/', 'mutants.out*/'] },
  {
    files: ['js/**/*.{ts,tsx}', 'tests/js/**/*.{ts,tsx}', 'tests/cross-browser/**/*.ts', 'tests/support/**/*.ts', 'vitest.config.ts'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Among these is that no ref is read or written while React renders.
      ...reactHooks.configs.recommended.rules,
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        { selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|cssText)$/]", message: 'Text is set as text, looks by the style sheet: a strict Content-Security-Policy and Trusted Types hold.' },
        { selector: "JSXAttribute[name.name=/^(style|dangerouslySetInnerHTML)$/]", message: 'No inline style or HTML: a strict Content-Security-Policy holds.' },
      ],
    },
  },
  // Without type information: the packages of the site are installed when they are needed.
  { files: ['site/**/*.ts'], extends: [js.configs.recommended, tseslint.configs.strict, tseslint.configs.stylistic], rules: { 'no-undef': 'off', eqeqeq: 'error' } },
  // Apps as their users write them.
  { files: ['tests/packaging/**/*.js'], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
  // Type-checked by nobody: the globals are the browser's and Node's, both.
  { files: ['benches/**/*.{js,mjs,jsx}', 'scripts/bench.mjs'], extends: [js.configs.recommended], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } }, rules: { 'no-undef': 'off', 'no-unused-vars': ['error', { varsIgnorePattern: '^[A-Z]' }], eqeqeq: 'error' } },
  { files: ['benches/**/*.{ts,tsx}'], extends: [js.configs.recommended, tseslint.configs.recommended], rules: { 'no-undef': 'off', eqeqeq: 'error' } },
  // Here functions of mocks are taken off their objects all the time.
  { files: ['tests/js/**'], rules: { '@typescript-eslint/unbound-method': 'off', '@typescript-eslint/no-non-null-assertion': 'off', 'no-restricted-syntax': 'off' } },
);

import js from '@eslint/js';
import lingui from 'eslint-plugin-lingui';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const restrict = (patterns) => ['error', { patterns }];
const baseUi = {
  group: ['@base-ui/*'],
  message: 'Only src/ui knows the component library; use or add a component there.',
};

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-imports': restrict([baseUi]),
    },
  },
  {
    files: ['src/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    // The compiler is not in use, so a library it would skip over is none of our concern.
    rules: { ...reactHooks.configs.recommended.rules, 'react-hooks/incompatible-library': 'off' },
  },
  {
    // Words people read come from the catalogues: JSX text and the attributes that are spoken or shown.
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/engine/**', '**/*.test.{ts,tsx}', 'src/test-setup.ts'],
    plugins: { lingui },
    rules: {
      'lingui/t-call-in-function': 'error',
      'lingui/no-single-variables-to-translate': 'error',
      'lingui/no-expression-in-message': 'error',
      'lingui/no-single-tag-to-translate': 'error',
      'lingui/no-trans-inside-trans': 'error',
    },
  },
  {
    files: ['src/**/*.tsx'],
    ignores: ['**/*.test.tsx'],
    rules: {
      'lingui/no-unlocalized-strings': [
        'error',
        {
          useTsTypes: true, // literal unions are not words
          // Not words: one lower-case token (ids, variants), paths, class names, codes in capitals.
          ignore: [
            '^manage\\.py ',
            '^[a-z0-9][\\w.:/?=&#-]*$',
            '^[A-Z0-9_+\\-]+$',
            '^\\S*[/{}]\\S*$',
            '^[^\\p{L}]*$',
          ],
          ignoreNames: [
            {
              regex: {
                pattern:
                  '^(class|className|key|id|name|type|role|keys|action|to|d|src|variant|autoComplete|code|href|accept|viewBox|transform|side|queryKey|style)$',
                flags: 'i',
              },
            },
            { regex: { pattern: '^(data-|aria-(live|current|orientation|hidden|modal))' } },
          ],
          ignoreFunctions: [
            '*.addEventListener',
            '*.removeEventListener',
            'Error',
            'RegExp',
            '*.querySelector',
            '*.closest',
            'Symbol',
            '*.startsWith',
            '*.getItem',
            '*.setItem',
            'cx',
            'console.*',
            'require',
            'lazy',
            'import',
          ],
        },
      ],
    },
  },
  { files: ['src/ui/**'], rules: { 'no-restricted-imports': 'off' } },
  {
    // The engine draws and computes; it must run in a worker and in any framework.
    files: ['src/engine/**'],
    rules: {
      // Loops over pixels index typed arrays inside their bounds; a check per pixel would cost more than the pixel.
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-imports': restrict([
        baseUi,
        {
          group: [
            'react',
            'react-dom',
            'react/*',
            'zustand',
            '@tanstack/*',
            '@lingui/*',
            '../ui/*',
            '../app/*',
            '../editor/*',
          ],
          message: 'The engine knows no React and no page.',
        },
      ]),
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        document: 'readonly',
        localStorage: 'readonly',
        location: 'readonly',
        matchMedia: 'readonly',
        navigator: 'readonly',
        process: 'readonly',
        console: 'readonly',
      },
    },
  },
);

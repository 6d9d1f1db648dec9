import { formatter } from '@lingui/format-po';
import { defineConfig } from '@lingui/conf';

// Two catalogues, so that the editor and the pages around it can change independently; both are loaded at start.
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'zh'],
  format: formatter({ lineNumbers: false }),
  catalogs: [
    {
      path: '<rootDir>/src/i18n/locales/{locale}',
      include: ['<rootDir>/src'],
      exclude: ['<rootDir>/src/editor/**', '<rootDir>/src/engine/**', '**/*.test.*'],
    },
    {
      path: '<rootDir>/src/editor/locales/{locale}',
      include: ['<rootDir>/src/editor'],
      exclude: ['**/*.test.*'],
    },
  ],
});

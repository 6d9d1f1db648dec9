import { formatter } from '@lingui/format-po';
import { defineConfig } from '@lingui/conf';

// The check of the catalogues extracts into a folder of its own.
const elsewhere = process.env.KOUTU_CATALOGUES;

// Two catalogues, so that the editor and the pages around it can change independently; both are loaded at start.
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'zh'],
  format: formatter({ lineNumbers: false }),
  catalogs: [
    {
      path: `${elsewhere ? `${elsewhere}/pages` : '<rootDir>/src/i18n/locales'}/{locale}`,
      include: ['<rootDir>/src'],
      exclude: ['<rootDir>/src/editor/**', '<rootDir>/src/engine/**', '**/*.test.*'],
    },
    {
      path: `${elsewhere ? `${elsewhere}/editor` : '<rootDir>/src/editor/locales'}/{locale}`,
      include: ['<rootDir>/src/editor'],
      exclude: ['**/*.test.*'],
    },
  ],
});

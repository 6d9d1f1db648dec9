import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const backend = `127.0.0.1:${process.env.KOUTU_PORT ?? '8000'}`;

/**
 * Gives the script that sets the theme before the first paint a hashed name.
 * It must run before the module graph and must not be inline (the pages forbid inline scripts), so the bundler leaves it alone.
 */
function beforePaint(): Plugin {
  const source = 'src/app/before-paint.js';
  const code = readFileSync(source);
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 8);
  const fileName = `assets/before-paint-${hash}.js`;
  return {
    name: 'before-paint',
    apply: 'build',
    transformIndexHtml: { order: 'pre', handler: (html) => html.replace(source, fileName) },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: code });
    },
  };
}

/** Text of at least so many bytes is worth packing. */
const WORTH_PACKING = 1000;

/**
 * Writes a packed copy beside every script and style. The server hands those out as they are, so that it need not pack while
 * people wait; without them the editor came over the line in three times as many bytes.
 */
function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle)) {
        if (!dir || !/^assets\/.*\.(?:js|css|svg)$/.test(name)) continue;
        const path = join(dir, name);
        const code = readFileSync(path);
        if (code.length >= WORTH_PACKING) writeFileSync(`${path}.gz`, gzipSync(code, { level: 9 }));
      }
    },
  };
}

/** What several pages have in common comes in two files: sixty small ones, each asked for by itself, took longer than all the bytes. */
const SHARED = [
  { name: 'libraries', test: /node_modules/, minShareCount: 2 },
  { name: 'shared', test: /src/, minShareCount: 2 },
];

export default defineConfig(({ command, mode }) => ({
  plugins: [
    beforePaint(),
    packed(),
    react({ babel: { plugins: ['@lingui/babel-plugin-lingui-macro'] } }),
    lingui({
      failOnMissing: command === 'build' && mode === 'production',
      failOnCompileError: true,
    }),
  ],
  define: {
    __VERSION__: JSON.stringify(
      (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version,
    ),
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: `http://${backend}` },
      '/ws': { target: `ws://${backend}`, ws: true },
    },
  },
  build: {
    target: 'es2022',
    sourcemap: false,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: SHARED } } },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test-setup.ts'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
  },
}));

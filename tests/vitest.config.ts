import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
// Real browsers on two cores: one file at a time, and time enough for a slow machine. Nothing is retried.
const inBrowser = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000, retry: 0 };
const findsBrowser = fileURLToPath(new URL('./browser-setup.ts', import.meta.url));

export default defineConfig({
  root,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    reporters: ['default', fileURLToPath(new URL('./counts-reporter.ts', import.meta.url))],
    allowOnly: false,
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: [findsBrowser],
          ...inBrowser,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], globalSetup: [findsBrowser], ...inBrowser, sequence: { groupOrder: 2 } },
      },
    ],
  },
});

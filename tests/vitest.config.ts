import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
// Real browsers: two files at a time, since most of a call is waiting, and time enough for a slow machine. Nothing is retried.
const inBrowser = { maxWorkers: 2, testTimeout: 120_000, hookTimeout: 120_000, retry: 0 };
const WHO_IS_WHO = 'tests/e2e/identity-*.test.ts';
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
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: [WHO_IS_WHO],
          globalSetup: [findsBrowser],
          ...inBrowser,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        // Alone: 49 streams are more than two cores can carry as it is.
        test: {
          name: 'identity',
          include: [WHO_IS_WHO],
          globalSetup: [findsBrowser],
          ...inBrowser,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});

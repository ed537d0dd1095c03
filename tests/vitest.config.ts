import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
// Real browsers: two files at a time, since most of a call is waiting, and time enough for a slow machine. Nothing is retried.
const inBrowser = { maxWorkers: 2, testTimeout: 120_000, hookTimeout: 120_000, retry: 0 };
/** Crowds of 49 streams, which are more than two cores carry as it is, and the pace of a hidden page. */
const ALONE = ['tests/e2e/identity-*.test.ts', 'tests/e2e/hidden-tab.test.ts'];
const findsBrowser = fileURLToPath(new URL('./browser-setup.ts', import.meta.url));
const servesPages = fileURLToPath(new URL('./browser/surfaces-setup.ts', import.meta.url));

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
          globalSetup: [findsBrowser, servesPages],
          ...inBrowser,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: ALONE,
          globalSetup: [findsBrowser],
          ...inBrowser,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ALONE,
          globalSetup: [findsBrowser],
          ...inBrowser,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the harness pages are served. */
    readonly harnessUrl: string;
  }
}

const HARNESS = 'tests/browser/harness';

// The extension pages' own policy, so that an inline style or a remote file fails here already.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Builds the harness pages once, as the extension's pages are built, and serves them to every test file. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(join(tmpdir(), 'moodline-surfaces-'));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const input = ['panel', 'onboarding', 'settings', 'try-it', 'history', 'about'].map((name) => `${HARNESS}/${name}.html`);
  const common = { root, configFile: false, logLevel: 'error' } as const;
  await build({ ...common, build: { outDir, target: 'chrome148', modulePreload: false, rollupOptions: { input } } });
  const server = await preview({
    ...common,
    build: { outDir },
    preview: { port: 0, headers: { 'Content-Security-Policy': POLICY } },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  project.provide('harnessUrl', `http://localhost:${address.port}/${HARNESS}`);
  return async () => {
    await server.close();
    await rm(outDir, { recursive: true });
  };
}

import { crx } from '@crxjs/vite-plugin';
import { defineConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import { emitPinnedFiles } from './models/emit-files.ts';

export default defineConfig({
  plugins: [emitPinnedFiles(), crx({ manifest })],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  build: {
    target: 'chrome148',
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: false,
    rollupOptions: {
      // Pages that the manifest does not name.
      input: { offscreen: 'src/offscreen/index.html', onboarding: 'src/pages/onboarding/index.html' },
    },
  },
});

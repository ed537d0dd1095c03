import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crx } from '@crxjs/vite-plugin';
import { defineConfig, type Plugin } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import { emitPinnedFiles } from './models/emit-files.ts';
import { emitLicences } from './models/licences.ts';
import { type Entries, flatten } from './src/locales/catalogue.ts';
import { en } from './src/locales/en.ts';
import managedSchema from './src/platform/managed-schema.json' with { type: 'json' };
import { LANGUAGE_TAGS, LANGUAGES } from './src/locales/languages.ts';

/** The texts of a language, as they are committed. */
function entriesOf(tag: string): Entries {
  if (tag === 'en') return en;
  const file = fileURLToPath(new URL(`src/locales/${tag}.json`, import.meta.url));
  return JSON.parse(readFileSync(file, 'utf8')) as Entries;
}

/** Puts each language's texts, and what a policy may say, where the browser looks for them. */
function emitBrowserFiles(): Plugin {
  return {
    name: 'moodline:browser-files',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: manifest.storage.managed_schema, source: JSON.stringify(managedSchema) });
      for (const tag of LANGUAGE_TAGS) {
        const messages = Object.entries(flatten(entriesOf(tag))).map(([key, message]) => [key, { message }] as const);
        const source = JSON.stringify(Object.fromEntries(messages));
        for (const folder of LANGUAGES[tag].folders) this.emitFile({ type: 'asset', fileName: `_locales/${folder}/messages.json`, source });
      }
    },
  };
}

const licences = emitLicences();

export default defineConfig({
  plugins: [emitPinnedFiles(), emitBrowserFiles(), licences.forBuild, crx({ manifest })],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // tfjs-core without the registrations that draw all of its operations into the bundle (vision/wasm-backend.ts makes those that are needed).
  resolve: { alias: [{ find: /^@tensorflow\/tfjs-core$/, replacement: '@tensorflow/tfjs-core/dist/base' }] },
  worker: { format: 'es', plugins: () => [licences.forWorkers] },
  build: {
    target: 'chrome148',
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: false,
    rollupOptions: {
      // Pages that the manifest does not name.
      input: {
        offscreen: 'src/offscreen/index.html',
        onboarding: 'src/pages/onboarding/index.html',
        'try-it': 'src/pages/try-it/index.html',
        history: 'src/pages/history/index.html',
        about: 'src/pages/about/index.html',
      },
    },
  },
});

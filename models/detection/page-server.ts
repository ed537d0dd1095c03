import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' };
const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** Serves a page on 127.0.0.1 that runs one bundled script in a module worker (as the engine does), with
 * the built extension's files under `/dist/`, so that the engine's own code can be measured.
 * @param photos a folder whose `sampleN.jpg` the page finds as `/photos/N.jpg` */
export async function servePage(entry: string, photos?: string): Promise<{ url: string; close(): Promise<void> }> {
  const script = await bundle(entry);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const send = (type: string, body: string | Uint8Array) => void response.writeHead(200, { 'content-type': type }).end(body);
    if (pathname === '/')
      send('text/html', '<!doctype html><title>Measurement</title><script>new Worker("/worker.js", { type: "module" })</script>');
    else if (pathname === '/worker.js') send('text/javascript', script);
    else {
      const photo = photos ? /^\/photos\/(\d+)\.jpg$/.exec(pathname)?.[1] : undefined;
      const inDist = pathname.startsWith('/dist/') && !pathname.includes('..') ? DIST + pathname.slice(6) : null;
      const file = photo ? join(photos ?? '', `sample${photo}.jpg`) : inDist;
      const missing = () => void response.writeHead(404).end();
      if (!file) return missing();
      readFile(file).then((body) => send(TYPES[extname(file)] ?? 'application/octet-stream', body), missing);
    }
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => new Promise((resolve) => void server.close(() => resolve())) };
}

async function bundle(entry: string): Promise<string> {
  const result = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'chrome148',
      lib: { entry, formats: ['es'], fileName: 'worker' },
      // One file: what is imported later is in it too.
      rollupOptions: { output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput[];
  const chunk = result[0]?.output[0];
  if (!chunk) throw new Error(`${entry} gave no bundle`);
  return chunk.code;
}

import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { BUILT_EXTENSION } from '../driver/extension-copy.ts';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.jpg': 'image/jpeg',
};
const PAGES = ['recorder', 'moodline', 'human', 'face-api'] as const;
const SCRIPTS = [...PAGES, 'expression.worker'] as const;
export type BenchPage = (typeof PAGES)[number];

export interface BenchServer {
  /** Each page has a site of its own, and so a process of its own. */
  url(page: BenchPage, query?: string): string;
  close(): Promise<void>;
}

/** Serves the pages of the bench, the built extension, the peers from their packages, and the recorded frames. */
export async function startBenchServer(): Promise<BenchServer> {
  const scripts = new Map<string, string>(
    await Promise.all(SCRIPTS.map(async (name) => [`/${name.replace('.', '-')}.js`, await bundle(name)] as const)),
  );
  const workerFile = (await readdir(join(BUILT_EXTENSION, 'assets'))).find((name) => /^worker-.*\.js$/.test(name));
  if (!workerFile) throw new Error('The built extension has no vision worker: run "npm run build" first.');
  const folders: Record<string, string> = {
    dist: BUILT_EXTENSION,
    assets: join(BUILT_EXTENSION, 'assets'),
    human: packageFolder('@vladmandic/human'),
    'face-api': packageFolder('@vladmandic/face-api'),
    photos: join(packageFolder('@vladmandic/face-api'), 'demo'),
    wasm: join(packageFolder('@tensorflow/tfjs-backend-wasm'), 'dist'),
  };
  const frames = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    answerTo(request, pathname).then(
      (answer) => {
        if (answer) response.writeHead(200, { 'content-type': answer.type, 'cache-control': 'no-store' }).end(answer.body);
        else response.writeHead(404).end();
      },
      () => response.writeHead(404).end(),
    );
  });
  const answerTo = async (request: IncomingMessage, pathname: string): Promise<{ type: string; body: string | Uint8Array } | null> => {
    if (pathname.startsWith('/frames/')) {
      if (request.method === 'POST') frames.set(pathname, await bodyOf(request));
      const frame = frames.get(pathname);
      return frame ? { type: 'image/png', body: frame } : null;
    }
    const page = PAGES.find((name) => pathname === `/${name}`);
    if (page)
      return {
        type: 'text/html',
        body: `<!doctype html><title>Bench</title><link rel="icon" href="data:,"><body><script type="module" src="/${page}.js"></script>`,
      };
    const script = scripts.get(pathname);
    if (script !== undefined) return { type: 'text/javascript', body: script };
    // The worker as it ships, under a name that the page can know.
    if (pathname === '/engine-worker.js') return { type: 'text/javascript', body: `import '/dist/assets/${workerFile}';` };
    const [, folder = '', ...rest] = pathname.split('/');
    const root = folders[folder];
    if (!root) return null;
    const file = folder === 'photos' ? `sample${rest.join('/')}` : normalize(rest.join('/'));
    if (file.startsWith('..')) return null;
    return { type: TYPES[extname(file)] ?? 'application/octet-stream', body: await readFile(join(root, file)) };
  };
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (page, query = '') => `http://${page}.localhost:${port}/${page}${query}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const packageFolder = (name: string) => fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url));

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function bundle(name: (typeof SCRIPTS)[number]): Promise<string> {
  const entry = fileURLToPath(new URL(`./pages/${name}.ts`, import.meta.url));
  const result = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'chrome148',
      lib: { entry, formats: ['es'], fileName: 'script' },
      rollupOptions: { output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput[];
  const chunk = result[0]?.output[0];
  if (!chunk) throw new Error(`${entry} gave no bundle`);
  return chunk.code;
}

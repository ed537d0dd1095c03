import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { selfSignedCertificate } from './certificate.ts';

/** The host that the demo call plays. */
export const CALL_HOST = 'meet.google.com';

/** What is served: a folder of tests/fixtures, and which of its pages a path shows. */
export interface FixtureSite {
  readonly host: string;
  readonly folder: string;
  /** Name of the HTML file, or null if the path is none of the site's pages. */
  page(address: URL): string | null;
  /** What the site calls things since it changed its page: from → to, in every file. */
  readonly renamed?: Readonly<Record<string, string>>;
}

// `/landing` is no call to Meet either: it serves a page without any of a call's elements.
const CALL_PATH = /^\/(?:[a-z]{3,4}-[a-z]{4}-[a-z]{3}|lookup\/[\w-]+)$/;

/** The demo call; with `?numbered=1` the call whose pictures say who is in them. */
export const MEET: FixtureSite = {
  host: CALL_HOST,
  folder: 'meet',
  page: ({ pathname, searchParams }) => (CALL_PATH.test(pathname) ? (searchParams.has('numbered') ? 'numbered.html' : 'index.html') : null),
};

/** Meet after a change of all that marks a tile; how a call is told from no call stays. */
export const CHANGED_MEET: FixtureSite = {
  ...MEET,
  renamed: {
    'data-participant-id': 'data-who',
    'data-requested-participant-id': 'data-wanted',
    'data-tile-media-id': 'data-what',
    ssrc: 'source',
    E2KThb: 'aaaaaa',
    Jaieyd: 'bbbbbb',
    QgSmzd: 'cccccc',
    nsKqzb: 'dddddd',
    giiMnc: 'eeeeee',
    XEazBc: 'ffffff',
    oZRSLe: 'gggggg',
    notranslate: 'literal',
  },
};

/** Meet after a change of what marks a name. */
export const NAMELESS_MEET: FixtureSite = { ...MEET, renamed: { XEazBc: 'ffffff', notranslate: 'literal' } };

/** Zoom: the shell at `…/start`, the client itself at `…/join`. */
export const ZOOM: FixtureSite = {
  host: 'app.zoom.us',
  folder: 'zoom',
  page: ({ pathname }) => (/^\/wc\/\d+\/(start|join)$/.test(pathname) ? (pathname.endsWith('/start') ? 'shell.html' : 'index.html') : null),
};

export const TEAMS: FixtureSite = {
  host: 'teams.microsoft.com',
  folder: 'teams',
  page: ({ pathname }) => (pathname.startsWith('/v2') ? 'index.html' : null),
};

export const JITSI: FixtureSite = {
  host: 'meet.jit.si',
  folder: 'jitsi',
  page: ({ pathname }) => (/^\/[A-Z]\w+$/.test(pathname) ? 'index.html' : null),
};

/** A page that nobody described: two photographed faces, or with `?numbered=1` a call whose pictures say who is in them. */
export const PLAIN: FixtureSite = {
  host: 'calls.example',
  folder: 'plain',
  page: ({ pathname, searchParams }) => (pathname === '/room' ? (searchParams.has('numbered') ? 'numbered.html' : 'index.html') : null),
};

interface CallServerOptions {
  site?: FixtureSite;
  /** Port on 127.0.0.1; 0, the default, takes a free one. */
  port?: number;
}

export interface CallServer {
  port: number;
  close(): Promise<void>;
}

interface Answer {
  type: string;
  body: string | Uint8Array;
}

const PHOTO_PATH = /^\/photos\/([1-6])\.jpg$/;
const LANDING: Answer = {
  type: 'text/html; charset=utf-8',
  body: '<!doctype html><title>Meet</title><link rel="icon" href="data:,"><a href="/abc-defg-hij">Join a call</a>',
};
const TYPES: Record<string, string> = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css' };

/**
 * Serves the demo call of tests/fixtures/meet over HTTPS on 127.0.0.1, bundled in memory at start. Start a browser
 * with `--host-resolver-rules=MAP meet.google.com:443 127.0.0.1:PORT` and `--ignore-certificate-errors`, then open
 * `https://meet.google.com/abc-defg-hij`.
 */
export async function startCallServer(options: CallServerOptions = {}): Promise<CallServer> {
  const { site = MEET } = options;
  const [certificate, bundle] = await Promise.all([selfSignedCertificate(site.host), bundlePages(site)]);
  const server = createServer(certificate, (request, response) => {
    answerTo(new URL(request.url ?? '/', `https://${site.host}`), site, bundle).then(
      (answer) => {
        if (answer) response.writeHead(200, { 'content-type': answer.type, 'cache-control': 'no-store' }).end(answer.body);
        else response.writeHead(404).end('Not a page of the demo call.');
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const port = await listen(server, options.port ?? 0);
  return { port, close: () => close(server) };
}

async function answerTo(address: URL, site: FixtureSite, bundle: ReadonlyMap<string, Answer>): Promise<Answer | null> {
  const path = address.pathname;
  const photo = PHOTO_PATH.exec(path)?.[1];
  if (photo) return { type: 'image/jpeg', body: await readFile(join(photoFolder(), `sample${photo}.jpg`)) };
  if (path === '/landing') return LANDING;
  return bundle.get(`/${site.page(address) ?? path.slice(1)}`) ?? null;
}

/** The pages of a folder, their scripts and style sheets by path. */
async function bundlePages({ folder: name, renamed = {} }: FixtureSite): Promise<ReadonlyMap<string, Answer>> {
  const folder = fileURLToPath(new URL(`../fixtures/${name}/`, import.meta.url));
  const rename = (text: string) => Object.entries(renamed).reduce((was, [from, to]) => was.replaceAll(from, to), text);
  const pages = (await readdir(folder)).filter((file) => file.endsWith('.html'));
  const result = (await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    publicDir: false,
    worker: { format: 'es' },
    build: {
      rollupOptions: { input: pages.map((file) => join(folder, file)) },
      write: false,
      minify: false,
      modulePreload: false,
      reportCompressedSize: false,
      target: 'chrome148',
    },
  })) as Rolldown.RolldownOutput;
  return new Map(
    result.output.map((file) => {
      const type = TYPES[file.fileName.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      const body = file.type === 'chunk' ? file.code : file.source;
      return [`/${file.fileName}`, { type, body: typeof body === 'string' ? rename(body) : body }] as const;
    }),
  );
}

/** The sample photographs of the face-api package; none of them is copied into this repository. */
function photoFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

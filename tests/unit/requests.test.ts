import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { noticeRequests, type RequestFate, type RequestScope } from '../../src/core/request-count.ts';
import { logRequest, readRequestLog } from '../../src/platform/request-log.ts';
import { fakeBrowser, OWN_URL } from './fake-browser.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./fake-browser.ts')).fakeBrowser }));

/** A context whose requests the test makes up. */
function scope() {
  let take: Parameters<RequestScope['addEventListener']>[1] = () => {};
  let list: (names: readonly string[]) => void = () => {};
  const noticed: RequestFate[] = [];
  noticeRequests(
    {
      location: { origin: OWN_URL.slice(0, -1) },
      PerformanceObserver: class {
        constructor(heard: (entries: { getEntries(): readonly { readonly name: string }[] }) => void) {
          list = (names) => heard({ getEntries: () => names.map((name) => ({ name })) });
        }
        observe(options: object) {
          expect(options).toEqual({ type: 'resource', buffered: true });
        }
      },
      addEventListener: (_, heard) => {
        take = heard;
      },
    },
    (fate) => noticed.push(fate),
  );
  return { noticed, loaded: (...names: string[]) => list(names), refused: (blockedURI: string) => take({ blockedURI }) };
}

describe('noticing requests', () => {
  it('counts what was loaded from elsewhere, and nothing of the extension itself', () => {
    const { noticed, loaded } = scope();
    loaded(`${OWN_URL}assets/panel.js`, `blob:${OWN_URL}1`, 'data:text/plain,x');
    expect(noticed).toEqual([]);
    loaded('https://example.com/a', 'http://127.0.0.1:8080/b');
    expect(noticed).toEqual(['sent', 'sent']);
  });

  it('counts what the policy refused, but not refused code', () => {
    const { noticed, refused } = scope();
    for (const uri of ['inline', 'eval', 'wasm-eval', `${OWN_URL}x`]) refused(uri);
    expect(noticed).toEqual([]);
    refused('wss://example.com/socket');
    expect(noticed).toEqual(['refused']);
  });
});

describe('every document of the extension', () => {
  const folder = fileURLToPath(new URL('../../src', import.meta.url));
  const mains = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /(^|\/)main\.tsx?$/.test(path));

  it.each(mains)('%s watches its requests from its first line on', (path) => {
    const code = readFileSync(join(folder, path), 'utf8');
    expect(code.match(/^(watchRequests\(\);|startOwnPage\(.*)$/gm)).toHaveLength(1);
  });

  it('and starting a page begins with that', () => {
    const code = readFileSync(join(folder, 'platform/own-page.ts'), 'utf8');
    expect(code).toMatch(/export function startOwnPage\([^{]*\{\n  watchRequests\(\);/);
  });

  it('is one of at least seven', () => expect(mains.length).toBeGreaterThanOrEqual(7));
});

describe('the log of requests', () => {
  beforeEach(() => fakeBrowser.storage.local.clear());

  it('stores nothing as long as there is nothing, and loses none of many at once', async () => {
    expect(await readRequestLog()).toEqual({ sent: 0, refused: 0 });
    expect(await fakeBrowser.storage.local.get(null)).toEqual({});
    await Promise.all(Array.from({ length: 50 }, (_, index) => logRequest(index % 2 === 0 ? 'sent' : 'refused')));
    expect(await readRequestLog()).toEqual({ sent: 25, refused: 25 });
  });
});

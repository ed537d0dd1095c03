import { execFile } from 'node:child_process';
import { readFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/locales/en.ts';
import { selfSignedCertificate } from '../driver/certificate.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Line {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Runs the driver as `npm run demo --` does once the extension is built. */
function drive(...args: string[]): Promise<{ code: number; lines: Line[]; notes: string }> {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 };
    execFile(
      process.execPath,
      [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'tests/demo/demo.ts', ...args],
      options,
      (error, stdout, stderr) => {
        const lines = stdout
          .split('\n')
          .filter((line) => line.startsWith('{'))
          .map((line) => JSON.parse(line) as Line);
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, lines, notes: stderr });
      },
    );
  });
}

describe('the driver', () => {
  it('prints one JSON line per reading and a summary at the end, and saves the screenshots', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'moodline-shots-'));
    const screenshot = join(folder, 'panel.png');
    const { code, lines } = await drive('--headless', '--seconds', '15', '--json', '--screenshot', screenshot);
    expect(code).toBe(0);
    const readings = lines.filter(({ type }) => type === 'reading');
    expect(readings.length).toBeGreaterThan(0);
    expect(readings.length + 1).toBe(lines.length);
    for (const reading of readings) {
      expect(reading['participant']).toMatch(/^(Ana|Bruno|Chidi|Dewi|Elif|Femi|Sam)$/);
      const has = ['expression', 'valence', 'arousal', 'certainty'].map((key) => key in reading);
      expect(has).toEqual(Array.from({ length: 4 }, () => reading['state'] === 'ok'));
    }
    expect(lines.at(-1)).toMatchObject({ type: 'summary', backend: 'wasm', detector: 'BlazeFace, full range and short range', said: null });
    expect((await stat(screenshot)).size).toBeGreaterThan(5_000);
    expect((await stat(join(folder, 'panel.call.png'))).size).toBeGreaterThan(5_000);
    await rm(folder, { recursive: true });
  });

  it('says what is in the way and fails when no mode was chosen', async () => {
    const { code, lines } = await drive('--headless', '--seconds', '5', '--json', '--accept-mode', 'none');
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ type: 'summary', readings: 0 });
    expect(String(lines[0]?.['said'])).toMatch(/choose/i);
  });

  it('says what is in the way on a page that is no call', async () => {
    const { code, lines } = await drive('--headless', '--seconds', '5', '--json', '--call', 'lobby=1');
    expect(code).toBe(1);
    expect(String(lines.at(-1)?.['said'])).toContain(en['trouble_not-in-call']);
  });

  it('runs on a page that nobody described, by its videos and the text around them', async () => {
    const page = await readFile(join(ROOT, 'tests/fixtures/plain/index.html'));
    const photo = await readFile(join(ROOT, 'node_modules/@vladmandic/face-api/demo/sample1.jpg'));
    const server = createServer(await selfSignedCertificate('calls.example'), (request, response) => {
      const isPhoto = request.url === '/photo.jpg';
      response.writeHead(200, { 'content-type': isPhoto ? 'image/jpeg' : 'text/html; charset=utf-8' }).end(isPhoto ? photo : page);
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { code, lines } = await drive(
      '--headless',
      '--seconds',
      '15',
      '--json',
      '--url',
      'https://calls.example/room',
      '--map',
      `calls.example=${port}`,
    );
    server.close();
    expect(code).toBe(0);
    const names = new Set(lines.filter(({ type }) => type === 'reading').map((line) => line['participant']));
    expect(names).toEqual(new Set(['Rosa', 'Person 2']));
    expect(lines.some((line) => line['participant'] === 'Rosa' && line['state'] === 'ok')).toBe(true);
  });

  it.each([
    [['--seconds', 'soon'], /--seconds takes a number/],
    [['--map', 'nonsense'], /--map takes HOST=PORT/],
    [['--url', 'http://plain.example'], /--url takes an https address/],
    [['--accept-mode', 'all'], /--accept-mode takes/],
  ])('answers %j with one sentence and the usage', async (args, sentence) => {
    const { code, notes } = await drive(...args);
    expect(code).toBe(1);
    expect(notes).toMatch(sentence);
    expect(notes).toContain('npm run demo -- [options]');
  });
});

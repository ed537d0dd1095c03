import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/locales/en.ts';
import { JITSI, MEET, PLAIN, startCallServer, TEAMS, ZOOM } from '../driver/call-server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Who sits in the pages whose pictures carry numbers: each page has the first of them. */
const PEOPLE = ['Bruno', 'Chidi', 'Dewi', 'Elif', 'Femi', 'Gita', 'Hugo', 'Ines', 'Jun', 'Kofi', 'Lena', 'Zoë O’Neil'];

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
    const { code, lines } = await drive('--headless', '--seconds', '10', '--json', '--screenshot', screenshot);
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

  it.each([
    ['a page that nobody described, by its videos and the text around them', PLAIN, '/room', ['Rosa', 'Tile 2']],
    ['Meet', MEET, '/abc-defg-hij?numbered=1', PEOPLE],
    ['Zoom, a shared canvas', ZOOM, '/wc/81234567890/join', PEOPLE.slice(0, 9)],
    ['Zoom, videos that the page feeds, in a frame of its shell', ZOOM, '/wc/81234567890/start?media=fed', PEOPLE.slice(0, 9)],
    ['Zoom, videos over WebRTC', ZOOM, '/wc/81234567890/join?media=webrtc', PEOPLE.slice(0, 9)],
    ['Teams', TEAMS, '/v2/', PEOPLE.slice(0, 10)],
    ['Jitsi', JITSI, '/NumberedRoom', PEOPLE.slice(0, 10)],
  ])('gives the right names on %s', async (_, site, path, people) => {
    const server = await startCallServer({ site });
    const url = `https://${site.host}${path}`;
    const { code, lines } = await drive('--headless', '--seconds', '5', '--json', '--url', url, '--map', `${site.host}=${server.port}`);
    await server.close();
    expect(code).toBe(0);
    const readings = lines.filter(({ type }) => type === 'reading');
    expect(new Set(readings.map(({ participant }) => participant))).toEqual(new Set(people));
    // The faces of the first are photographs, those of the others are numbers.
    expect(readings.some(({ state }) => state === 'ok')).toBe(site === PLAIN);
  });

  it('answers what it does not understand with one sentence and the usage', async () => {
    const { code, notes } = await drive('--seconds', 'soon');
    expect(code).toBe(1);
    expect(notes).toMatch(/--seconds takes a number/);
    expect(notes).toContain('npm run demo -- [options]');
  });
});

import { describe, expect, it } from 'vitest';
import { type DemoOptions, parseDemoOptions, USAGE } from '../demo/options.ts';

const plain: DemoOptions = { headless: false, seconds: null, json: false, screenshot: null, url: null, maps: [], mode: 'each', call: '' };
const parse = (line: string, hasDisplay = true) => parseDemoOptions(line.split(' ').filter(Boolean), hasDisplay);

function complaintOf(line: string): string {
  try {
    return `nothing: ${JSON.stringify(parse(line))}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('parseDemoOptions', () => {
  it.each<[string, Partial<DemoOptions>]>([
    ['', {}],
    ['--headless', { headless: true, seconds: 30 }],
    ['--seconds 12.5', { seconds: 12.5 }],
    ['--seconds=86400', { seconds: 86_400 }],
    ['--headless --seconds 5', { headless: true, seconds: 5 }],
    ['--json', { json: true }],
    ['--screenshot out/panel.png', { screenshot: 'out/panel.png' }],
    ['--url https://meet.google.com/abc', { url: 'https://meet.google.com/abc' }],
    ['--map meet.google.com=8443', { maps: [{ host: 'meet.google.com', port: 8_443 }] }],
    [
      '--map a.example:443=1 --map b.example=65535',
      {
        maps: [
          { host: 'a.example', port: 1 },
          { host: 'b.example', port: 65_535 },
        ],
      },
    ],
    ['--accept-mode me', { mode: 'me' }],
    ['--accept-mode room', { mode: 'room' }],
    ['--accept-mode none', { mode: null }],
    ['--call people=9&hold=first', { call: 'people=9&hold=first' }],
  ])('reads %j', (line, expected) => expect(parse(line)).toEqual({ ...plain, ...expected }));

  it('without a display has no window, and ends by itself', () => {
    expect(parse('', false)).toEqual({ ...plain, headless: true, seconds: 30 });
    expect(parse('--seconds 90', false).seconds).toBe(90);
  });

  it.each<[string, RegExp]>([
    ['--seconds 0', /^--seconds takes a number of seconds, not "0"\./],
    ['--seconds=-5', /^--seconds takes .*"-5"\./],
    ['--seconds soon', /^--seconds takes .*"soon"\./],
    ['--seconds 86401', /^--seconds takes .*"86401"\./],
    ['--seconds=', /^--seconds takes .*""\./],
    ['--seconds NaN', /^--seconds takes .*"NaN"\./],
    ['--accept-mode all', /^--accept-mode takes me, room, each or none, not "all"\./],
    ['--accept-mode __proto__', /^--accept-mode takes .*"__proto__"\./],
    ['--url http://meet.google.com/', /^--url takes an https address/],
    ['--url meet.google.com', /^--url takes an https address/],
    ['--url https://', /^--url takes an https address/],
    ['--map meet.google.com', /^--map takes HOST=PORT, not "meet\.google\.com"\./],
    ['--map =80', /^--map takes HOST=PORT, not "=80"\./],
    ['--map a.example=http', /^--map takes HOST=PORT/],
    ['--map a.example=0', /^--map takes HOST=PORT/],
    ['--map a.example=65536', /^--map takes HOST=PORT/],
    ['--map *=80', /^--map takes HOST=PORT/],
    ['--fast', /--fast/],
    ['--json=yes', /--json/],
    ['--seconds', /--seconds/],
    ['--seconds --json', /--seconds/],
    ['meet', /meet/],
  ])('answers %j with one clear sentence and the usage', (line, message) => {
    const [sentence = '', ...usage] = complaintOf(line).split('\n\n');
    expect(sentence).toMatch(message);
    expect(sentence).not.toMatch(/[.?!]\s/);
    expect(usage.join('\n\n')).toBe(USAGE);
  });
});

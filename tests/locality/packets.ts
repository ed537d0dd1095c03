import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { medianAndP95 } from '../../src/core/schedule.ts';
import { CALL_HOST, startCallServer } from '../driver/call-server.ts';
import { acceptMode } from '../driver/consent.ts';
import { BUILT_EXTENSION } from '../driver/extension-copy.ts';
import { launch, launchBrowser, openPanelTab } from '../driver/launch.ts';

// Counts the packets that leave the machine, of whatever protocol, in a network namespace of its own (Linux): its only
// way out is one end of a cable whose other end nobody reads. The call itself runs over the loopback.

const OUT = 'moodline0';
const ROUNDS = 3;
const INSIDE = 'MOODLINE_IN_NAMESPACE';
const CALL = `https://${CALL_HOST}/abc-defg-hij`;

function buildNetwork(): void {
  const ip = (command: string) => execFileSync('ip', command.split(' '));
  ip(`link add ${OUT} type veth peer name ${OUT}p`);
  ip('addr add 192.0.2.2/24 dev moodline0');
  for (const device of ['lo', OUT, `${OUT}p`]) ip(`link set ${device} up`);
  // Nobody is there to say where the gateway is: without this only questions for it would leave.
  ip(`neigh add 192.0.2.1 lladdr 02:00:00:00:00:01 dev ${OUT}`);
  ip('route add default via 192.0.2.1');
  // The system's own chatter about its addresses is not what is counted.
  writeFileSync('/proc/sys/net/ipv6/conf/all/disable_ipv6', '1');
}

/** Packets that went out so far. `/sys` shows the namespace in which it was mounted, `/proc/self` the own one. */
function sent(): number {
  const line = readFileSync('/proc/self/net/dev', 'utf8')
    .split('\n')
    .find((text) => text.trim().startsWith(`${OUT}:`));
  // Eight fields of what came in, then bytes and packets of what went out.
  return Number(line?.split(':')[1]?.trim().split(/\s+/)[9]);
}

/** Packets that left while a browser was in the demo call, from its start on. */
async function packetsOf(seconds: number, extension: boolean): Promise<number> {
  const server = await startCallServer();
  // The call's own WebRTC would announce names for its addresses by multicast.
  const args = ['--disable-features=WebRtcHideLocalIpsWithMdns'];
  const options = { headless: true, maps: [{ host: CALL_HOST, port: server.port }], args };
  const before = sent();
  const startedMs = performance.now();
  const launched = extension ? await launch({ ...options, extension: BUILT_EXTENSION }) : null;
  const browser = launched ?? (await launchBrowser(options));
  try {
    const call = await browser.context.newPage();
    await call.goto(CALL);
    if (launched) {
      await acceptMode(launched.onboarding, 'each');
      const panel = await openPanelTab(launched, call);
      await panel.getByRole('button', { name: 'Start watching' }).click();
      await panel.locator('[data-phase="watching"]').waitFor();
    }
    // Both kinds of run are of one length, start included: what the browser itself sends grows with time.
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000 - (performance.now() - startedMs)));
  } finally {
    await browser.close();
    await server.close();
  }
  return sent() - before;
}

/** Asks a name server and a web server: what the count must see. */
async function packetsOfOneRequest(): Promise<number> {
  const before = sent();
  await fetch('http://198.51.100.1/', { signal: AbortSignal.timeout(1_500) }).catch(() => null);
  return sent() - before;
}

async function main(): Promise<number> {
  const at = process.argv.indexOf('--seconds');
  const seconds = at > 0 ? Number(process.argv[at + 1]) : 60;
  if (!(seconds >= 20 && seconds <= 3_600)) throw new Error('--seconds takes a number from 20 to 3600.');
  if (!process.env[INSIDE]) {
    const again = spawnSync('unshare', ['--map-root-user', '--net', process.execPath, ...process.execArgv, ...process.argv.slice(1)], {
      stdio: 'inherit',
      env: { ...process.env, [INSIDE]: '1' },
    });
    if (again.error || again.status === null) throw new Error('No network namespace here: this needs Linux with "unshare" and "ip".');
    return again.status;
  }
  buildNetwork();
  const control = await packetsOfOneRequest();
  if (control === 0) throw new Error('The count does not see a request that was made: its figures would say nothing.');
  const without: number[] = [];
  const withExtension: number[] = [];
  // In turns, because what the browser itself sends differs from run to run.
  for (let round = 0; round < ROUNDS; round++) {
    without.push(await packetsOf(seconds, false));
    withExtension.push(await packetsOf(seconds, true));
    process.stderr.write(`Round ${round + 1} of ${ROUNDS} done\n`);
  }
  console.log(JSON.stringify({ seconds, packetsOfOneRequest: control, without, withExtension }));
  const { median } = medianAndP95(withExtension);
  return median <= Math.max(...without) ? 0 : 1;
}

process.exit(await main());

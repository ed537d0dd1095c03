import { expect, it } from 'vitest';
import { CALL_HOST, startCallServer } from '../driver/call-server.ts';
import { type CountingProxy, startCountingProxy } from '../driver/counting-proxy.ts';
import { launchBrowser } from '../driver/launch.ts';
import { openStage, PATIENCE } from './stage.ts';

// The browser's only way out is a proxy that writes down whom it asks for. WebRTC and other UDP do not go that way:
// `npm run packets` counts those (docs/reliability.md).

const CALL = `https://${CALL_HOST}/abc-defg-hij`;
/** Nobody's name: what asks for it is found by the count. */
const PROBE = 'count-me.example';

/** Hosts that are asked for in the same call without the extension. */
async function askedWithoutExtension(): Promise<Set<string>> {
  const server = await startCallServer();
  const proxy = await startCountingProxy([{ host: CALL_HOST, port: server.port }]);
  const browser = await launchBrowser({ headless: true, args: proxy.args });
  try {
    const call = await browser.context.newPage();
    await call.goto(CALL);
    await call.locator('video').first().waitFor(PATIENCE);
    // The count counts: a request that somebody makes is in it.
    await call.evaluate((host) => fetch(`https://${host}/`).catch(() => null), PROBE);
    return new Set(proxy.asked);
  } finally {
    await browser.close();
    await proxy.close();
    await server.close();
  }
}

async function watchedCall(proxy: CountingProxy): Promise<void> {
  // With a proxy, names are the proxy's to resolve: the stage's own mapping is idle.
  await using stage = await openStage({ args: proxy.args });
  await stage.start();
  await stage.watching();
  await stage.panel.locator('[data-participant]').first().waitFor(PATIENCE);
  await stage.panel.getByRole('button', { name: 'Stop watching' }).click();
  await stage.panel.getByRole('button', { name: 'Start watching' }).waitFor(PATIENCE);
}

it('asks nobody for anything that the browser would not have asked for in the same call without it', async () => {
  const baseline = await askedWithoutExtension();
  expect([...baseline]).toEqual(expect.arrayContaining([`${CALL_HOST}:443`, `${PROBE}:443`]));

  const server = await startCallServer();
  const proxy = await startCountingProxy([{ host: CALL_HOST, port: server.port }]);
  await watchedCall(proxy);
  await proxy.close();
  await server.close();
  expect(proxy.asked).toContain(`${CALL_HOST}:443`);
  expect(proxy.asked.filter((host) => !baseline.has(host))).toEqual([]);
});

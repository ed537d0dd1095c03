import { expect, it } from 'vitest';
import { MEET } from '../driver/call-server.ts';
import { tapFrames } from './frames-tap.ts';
import { expectQuietConsoles, openStage, PATIENCE } from './stage.ts';

/** The first two tiles that show a picture. */
const PLAYING = `[...document.querySelectorAll('[data-participant-id]')].filter((tile) => tile.querySelector('video')?.srcObject).slice(0, 2)`;
/** They show each other's picture, in the streams that they had: nothing in the markup, no stream and no video is another. */
const EXCHANGE_TRACKS = `{
  const streams = ${PLAYING}.map((tile) => tile.querySelector('video').srcObject);
  const tracks = streams.map((stream) => stream.getVideoTracks()[0]);
  streams.forEach((stream, index) => {
    stream.removeTrack(tracks[index]);
    stream.addTrack(tracks[1 - index]);
  });
}`;

it('whose stream brings another track is left out until the page had time to say whose it is', async () => {
  await using stage = await openStage({ site: MEET, query: 'numbered=1' });
  const tap = await tapFrames(stage, 200);
  await stage.call.bringToFront();
  await stage.call.waitForFunction(`${PLAYING}.length > 1`, null, PATIENCE);
  await stage.start();
  const shown = (participant: string) => tap.samples.filter((one) => one.participant === participant && one.number !== null);
  const people: string[] = await stage.call.evaluate(`${PLAYING}.map((tile) => 'meet:' + tile.dataset.participantId)`);
  await expect.poll(() => people.every((one) => shown(one).length > 2), PATIENCE).toBe(true);
  const own = new Map(people.map((one) => [one, shown(one)[0]?.number]));

  await stage.call.evaluate(EXCHANGE_TRACKS);
  for (const one of people) {
    const others = () => shown(one).filter(({ number }) => number !== own.get(one));
    await expect.poll(() => others().length, PATIENCE).toBeGreaterThan(2);
    const last = shown(one).findLast(({ number }) => number === own.get(one));
    expect((others()[0]?.atMs ?? 0) - (last?.atMs ?? 0)).toBeGreaterThan(1_000);
  }
  expectQuietConsoles(stage);
});

import { expect, it } from 'vitest';
import type { StoredParticipant, StoredSlice } from '../../src/platform/records.ts';
import { expectQuietConsoles, openStage, PATIENCE, stored } from './stage.ts';

it('a black, a frozen, an empty and a crowded picture have no reading, each with its reason, and never a mood', async () => {
  await using stage = await openStage({ query: 'hold=first' });
  const showInstead = (name: string, kind: 'black' | 'frozen' | 'crowded') =>
    stage.call.evaluate(
      async ({ id, kind: what }) => {
        const video = document.querySelector<HTMLVideoElement>(`[data-participant-id="${id}"] video`);
        const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
        const context = canvas.getContext('2d');
        if (!video || !context) throw new Error('Nothing to show it in.');
        const photo = Object.assign(new Image(), { src: '/photos/3.jpg' });
        await photo.decode();
        // Photograph 3 has two people beside each other on the right, and one alone on the left.
        video.srcObject = canvas.captureStream(12);
        if (what === 'crowded') context.drawImage(photo, 900, 90, 1020, 574, 0, 0, 640, 360);
        if (what === 'frozen') context.drawImage(photo, 70, 165, 960, 540, 0, 0, 640, 360);
        // Something moves, so that only what was frozen stands still; too little for a face.
        const move = () => {
          context.fillStyle = context.fillStyle === '#000000' ? '#010101' : '#000000';
          context.fillRect(0, 0, 2, 2);
        };
        if (what !== 'frozen') setInterval(move, 80);
      },
      { id: name, kind },
    );
  // The call's own pictures first: whatever is shown before them is replaced by them.
  await stage.call.waitForFunction(
    () => {
      const videos = [...document.querySelectorAll<HTMLVideoElement>('[data-participant-id] video')].filter((video) =>
        video.checkVisibility(),
      );
      return videos.length >= 5 && videos.every(({ readyState }) => readyState >= HTMLMediaElement.HAVE_CURRENT_DATA);
    },
    null,
    PATIENCE,
  );
  const people = new Map((await stage.truth()).map(({ name, id }) => [name, id]));
  for (const [name, kind] of [
    ['Ana', 'black'],
    ['Bruno', 'frozen'],
    ['Chidi', 'crowded'],
  ] as const)
    await showInstead(people.get(name) ?? '', kind);
  await stage.start();
  await stage.watching();
  await stage.call.bringToFront();

  const stateOf = (name: string) => stage.card(name).getAttribute('data-state');
  const said = { Ana: 'no-face', Bruno: 'stalled', Chidi: 'several-faces', Dewi: 'no-face' };
  await expect
    .poll(async () => Object.fromEntries(await Promise.all(Object.keys(said).map(async (name) => [name, await stateOf(name)]))), PATIENCE)
    .toEqual(said);
  const since = (await stored<StoredSlice>(stage, 'slices'))?.at(-1)?.sequence ?? 0;
  await expect.poll(async () => (await stored<StoredSlice>(stage, 'slices'))?.at(-1)?.sequence, PATIENCE).toBeGreaterThan(since + 2);
  const numbers = new Map((await stored<StoredParticipant>(stage, 'participants'))?.map(({ ordinal, name }) => [ordinal, name]));
  const later = ((await stored<StoredSlice>(stage, 'slices')) ?? []).filter(({ sequence }) => sequence > since + 1);
  const lines = later.flatMap((slice) => slice.lines.map((line) => ({ ...line, name: numbers.get(line.ordinal) ?? '' })));
  for (const name of Object.keys(said)) {
    const own = lines.filter((line) => line.name === name);
    expect(own.length).toBeGreaterThan(0);
    expect(own.map(({ mood }) => mood)).toEqual(own.map(() => null));
  }
  expectQuietConsoles(stage);
});

it('a picture that the page hides by a style sheet is told of as a camera that is off, and is read again once it is shown', async () => {
  await using stage = await openStage({ query: 'hold=first' });
  await stage.start();
  await stage.watching();
  await stage.call.bringToFront();
  const state = () => stage.card('Ana').getAttribute('data-state');
  await expect.poll(state, PATIENCE).toBe('ok');
  // Nothing in the tile itself changes.
  const sheet = await stage.call.addStyleTag({ content: '[data-participant-id] video { display: none !important; }' });
  await expect.poll(state, PATIENCE).toBe('camera-off');
  await sheet.evaluate((element) => (element as Element).remove());
  await expect.poll(state, PATIENCE).toBe('ok');
});

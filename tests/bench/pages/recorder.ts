import { createCamera, FRAME_RATE } from '../../fixtures/meet/camera.ts';
import { connectLoopback } from '../../fixtures/meet/loopback.ts';
import { extraPerson } from '../../fixtures/meet/people.ts';

/** How far the cameras' clock moves between two recorded steps: two readings a second. */
const STEP_SECONDS = 0.5;
/** A stream needs this long until it is sharp. */
const SETTLE_MS = 2_000;
const STEP_MS = 250;

/** Plays `people` cameras through real WebRTC loopbacks and sends what arrives, losslessly, to the server:
 * `steps` pictures of each, half a second of the cameras' time apart. */
async function record(width: number, height: number, people: number, steps: number): Promise<void> {
  // Nobody changes their scene: the clock of the scenes stands still while the cameras drift.
  const cameras = await Promise.all(
    Array.from({ length: people }, (_, index) => createCamera(extraPerson(index), { width, height }, index, () => 0)),
  );
  let second = 0;
  const clock = setInterval(() => cameras.forEach((camera) => camera.draw(second)), 1_000 / FRAME_RATE);
  const links = await Promise.all(cameras.map((camera) => connectLoopback(camera.stream())));
  const videos = await Promise.all(
    links.map(async ({ stream }) => {
      const video = Object.assign(document.createElement('video'), { muted: true, srcObject: stream });
      document.body.append(video);
      await video.play();
      return video;
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  for (let step = 0; step < steps; step++) {
    second = step * STEP_SECONDS;
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    for (const [index, video] of videos.entries()) {
      context?.drawImage(video, 0, 0, width, height);
      const body = await canvas.convertToBlob({ type: 'image/png' });
      await fetch(`/frames/${width}/${step}/${index}`, { method: 'POST', body });
    }
  }
  clearInterval(clock);
  for (const link of links) link.close();
  for (const video of videos) video.remove();
}

Object.assign(globalThis, { record });

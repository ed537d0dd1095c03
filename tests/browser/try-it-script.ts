import type { Page } from 'playwright-core';
import { greyPng } from '../../models/evaluation/grey-png.ts';

/** A grey picture; the harness says which faces are in it. */
export const PNG = {
  name: 'three.png',
  mimeType: 'image/png',
  buffer: Buffer.from(greyPng(new Uint8Array(300 * 200).fill(120), 300, 200)),
};

export const give = (page: Page, ...files: (typeof PNG)[]): Promise<void> => page.locator('input[type=file]').setInputFiles(files);
export const read = (page: Page): Promise<void> => page.locator('.picture[data-phase=read]').first().waitFor();

/** The page's own webcam: a canvas, or the error that the browser gives. */
export const withCamera = (page: Page, error: string | null): Promise<void> =>
  page.evaluate((name) => {
    navigator.mediaDevices.getUserMedia = () => {
      if (name !== null) return Promise.reject(new DOMException('scripted', name));
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d');
      const stream = canvas.captureStream();
      Object.assign(globalThis, { track: stream.getVideoTracks()[0] });
      // A camera goes on: one picture alone may be drawn before anybody looks.
      const draw = (atMs: number) => {
        if (context) context.fillStyle = `hsl(0 0% ${Math.round(atMs / 20) % 100}%)`;
        context?.fillRect(0, 0, 300, 150);
        requestAnimationFrame(draw);
      };
      draw(0);
      return Promise.resolve(stream);
    };
  }, error);

import type { TrackedFace } from '../../core/face-tracks.ts';
import { decodePicture } from './decode.ts';
import { faceHeading } from './face-words.ts';

/** Larger pictures are downloaded smaller: a canvas takes four bytes a pixel. */
const LONGEST_SIDE_PX = 8_192;
/** Size of a label's letters, as a share of the picture's longer side, in px at least and at most. */
const LETTERS = { share: 0.014, least: 12, most: 64 };
const DARK = '#1f1f1f';
const LIGHT = '#ffffff';

/**
 * The picture in its own size with every face marked, as a PNG.
 * @param faces with boxes that refer to a picture `width` px wide
 * @returns null if the browser cannot draw it, for want of memory
 */
export async function annotatedPng(file: Blob, faces: readonly TrackedFace[], width: number): Promise<Blob | null> {
  const decoded = await decodePicture(file, LONGEST_SIDE_PX);
  if (!decoded.ok) return null;
  const picture = decoded.value;
  try {
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d');
    if (!context) return null;
    context.drawImage(picture, 0, 0);
    for (const face of faces) mark(context, face, picture.width / width);
    return await canvas.convertToBlob({ type: 'image/png' });
  } catch {
    return null;
  } finally {
    picture.close();
  }
}

/** A box, dark and light so that it stands out from any picture, dashed where there is no answer, with its label. */
function mark(context: OffscreenCanvasRenderingContext2D, face: TrackedFace, scale: number): void {
  const [x, y, width, height] = [face.box.x, face.box.y, face.box.width, face.box.height].map((value) => value * scale) as [
    number,
    number,
    number,
    number,
  ];
  const side = Math.max(context.canvas.width, context.canvas.height);
  const letters = Math.min(LETTERS.most, Math.max(LETTERS.least, side * LETTERS.share));
  for (const [colour, line] of [
    [DARK, letters / 3],
    [LIGHT, letters / 7],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.setLineDash(face.state === 'ok' ? [] : [letters / 2, letters / 2]);
    context.strokeRect(x, y, width, height);
  }
  const words = `${face.number} · ${faceHeading(face)}`;
  context.font = `600 ${letters}px system-ui, sans-serif`;
  const labelWidth = context.measureText(words).width + letters;
  const labelHeight = letters * 1.6;
  // Above the box where there is room, and never beyond the picture's edges.
  const left = Math.max(0, Math.min(x, context.canvas.width - labelWidth));
  const top = y - labelHeight >= 0 ? y - labelHeight : Math.min(y + height, context.canvas.height - labelHeight);
  context.fillStyle = DARK;
  context.fillRect(left, top, labelWidth, labelHeight);
  context.fillStyle = LIGHT;
  context.textBaseline = 'middle';
  context.fillText(words, left + letters / 2, top + labelHeight / 2);
}

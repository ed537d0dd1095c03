import { err, ok, type Result } from '../../core/result.ts';

/** Why there is no picture from the webcam. `unplugged` and `hidden` end one that was on. */
export type CameraProblem = 'refused' | 'absent' | 'busy' | 'failed' | 'unplugged' | 'hidden';

const PROBLEMS: Readonly<Record<string, CameraProblem>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'absent',
  OverconstrainedError: 'absent',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/**
 * Switches the webcam on, for pictures only.
 * @param onLost called once if the camera goes away, or the page goes out of sight
 * @param signal switches the camera and its light off
 */
export async function openCamera(
  onLost: (problem: CameraProblem) => void,
  signal: AbortSignal,
): Promise<Result<MediaStream, CameraProblem>> {
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { width: { ideal: 1_280 }, height: { ideal: 720 } } });
  } catch (error) {
    return err((error instanceof DOMException && PROBLEMS[error.name]) || 'failed');
  }
  const off = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  signal.addEventListener('abort', off);
  // Stopped or out of sight while the browser was still asking.
  if (signal.aborted || document.hidden) {
    off();
    return err('hidden');
  }
  for (const track of stream.getTracks()) track.addEventListener('ended', () => onLost('unplugged'), { signal });
  document.addEventListener('visibilitychange', () => document.hidden && onLost('hidden'), { signal });
  return ok(stream);
}

/**
 * What a webcam's video shows now; null before its first frame. By way of its pixels: a bitmap of a video or of its frame
 * leaves shared memory behind, 4 MB at a time (Chromium 156, 2026-11).
 * @returns to be closed by who asked
 */
export async function pictureOf(video: HTMLVideoElement): Promise<ImageBitmap | null> {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
  const frame = new VideoFrame(video);
  try {
    const { width = 0, height = 0 } = frame.visibleRect ?? {};
    const pixels = new Uint8ClampedArray(width * height * 4);
    await frame.copyTo(pixels, { format: 'RGBA' });
    return await createImageBitmap(new ImageData(pixels, width, height));
  } finally {
    frame.close();
  }
}

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

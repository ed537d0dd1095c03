import type { Doubt } from '../../core/doubt.ts';
import type { FoundFace } from '../../core/face-tracks.ts';
import type { Result } from '../../core/result.ts';
import type { Trouble } from '../../core/trouble.ts';
import type { VisionState } from '../../platform/vision-client.ts';
import type { FaceSearch } from '../../wire/vision.ts';

/** All that the Try it page asks of the world; tests give it a source of their own. */
export interface TryItSource {
  /** Whether a mode was chosen on the first-run page, and the organisation allows one: nothing is read before. And
   * how readily the answer is "can't tell". */
  settings(): Promise<{ readonly consented: boolean; readonly doubt: Doubt }>;
  /**
   * Finds and reads the faces of a picture, which is handed over and closed by who reads it. The first call starts
   * the engine.
   * @param tell hears how far the engine's start is
   */
  findFaces(picture: ImageBitmap, search: FaceSearch, tell: (state: VisionState) => void): Promise<Result<readonly FoundFace[], Trouble>>;
  /** Opens the first-run page. */
  openSetup(): void;
}

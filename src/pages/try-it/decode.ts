import { err, ok, type Result } from '../../core/result.ts';

/** Why a file cannot be read as a picture. */
export type PictureProblem = 'not-a-picture' | 'broken' | 'too-large';

/** Decoding takes four bytes a pixel: above this it would take more memory than a page should. */
export const LARGEST_MEGAPIXELS = 120;
/** No picture within the limit above is this large, but a film is. */
const LARGEST_FILE_BYTES = 256 * 1024 * 1024;

/**
 * Decodes a picture upright, shrunk if it is larger than asked for. Its own size is read first, without decoding it.
 * @param longestSidePx what the longer side of the result may have
 * @returns the picture, which the caller closes
 */
export async function decodePicture(file: Blob, longestSidePx: number): Promise<Result<ImageBitmap, PictureProblem>> {
  if (file.size > LARGEST_FILE_BYTES) return err('too-large');
  const size = await ownSize(file);
  if (!size) return err(file.type.startsWith('image/') ? 'broken' : 'not-a-picture');
  if (size.width * size.height > LARGEST_MEGAPIXELS * 1e6) return err('too-large');
  const shrink = Math.min(1, longestSidePx / Math.max(size.width, size.height));
  try {
    return ok(
      await createImageBitmap(file, {
        resizeWidth: Math.max(1, Math.round(size.width * shrink)),
        resizeHeight: Math.max(1, Math.round(size.height * shrink)),
        resizeQuality: 'high',
      }),
    );
  } catch {
    return err('broken');
  }
}

async function ownSize(file: Blob): Promise<{ width: number; height: number } | null> {
  const url = URL.createObjectURL(file);
  const image = new Image();
  try {
    await new Promise((resolve, reject) => {
      image.addEventListener('load', resolve);
      image.addEventListener('error', reject);
      image.src = url;
    });
    const { naturalWidth: width, naturalHeight: height } = image;
    return width > 0 && height > 0 ? { width, height } : null;
  } catch {
    return null;
  } finally {
    image.src = '';
    URL.revokeObjectURL(url);
  }
}

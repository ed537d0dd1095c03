import type { JSX } from 'preact';
import type { TrackedFace } from '../../core/face-tracks.ts';
import { faceHeading } from './face-words.ts';

interface MarksProps {
  readonly faces: readonly TrackedFace[];
  /** Size of the picture that the boxes refer to, in px. */
  readonly width: number;
  readonly height: number;
  /** The picture is shown as in a mirror. */
  readonly mirrored?: boolean;
}

/** Boxes and labels over a picture. The list beside it says the same to who does not see it. */
export function Marks({ faces, width, height, mirrored = false }: MarksProps): JSX.Element {
  return (
    <div class="marks" aria-hidden="true">
      {faces.map((face) => {
        const { box, number, state } = face;
        const left = mirrored ? width - box.x - box.width : box.x;
        const share = (value: number, whole: number) => `${(100 * value) / whole}%`;
        const place = {
          left: share(left, width),
          top: share(box.y, height),
          width: share(box.width, width),
          height: share(box.height, height),
        };
        return (
          <div key={number} class={state === 'ok' ? 'mark' : 'mark mark-open'} style={place}>
            <span class={box.y < height / 8 ? 'mark-label mark-label-below' : 'mark-label'}>
              <b>{number}</b>
              <span class="mark-words">{faceHeading(face)}</span>
            </span>
          </div>
        );
      })}
    </div>
  );
}

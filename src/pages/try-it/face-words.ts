import { topExpression } from '../../core/expression.ts';
import type { TrackedFace } from '../../core/face-tracks.ts';
import { text } from '../../locales/text.ts';

/** What a face reads as, or why it can't be told. */
export function faceHeading({ state, mood }: TrackedFace): string {
  if (mood) return text(`reads_as_${topExpression(mood.expression)}`);
  return state === 'ok' ? text('try_state_unsure') : text(`try_state_${state}`);
}

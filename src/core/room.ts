import { mapExpressions } from './expression.ts';
import { ROOM_MINIMUM_FACES } from './mode.ts';
import type { Mood, Reading, RoomReading } from './reading.ts';
import type { Millis } from './identity.ts';

/**
 * The room's mood: the mean of the moods that can be read, weighted by their certainty. Null with
 * fewer than {@link ROOM_MINIMUM_FACES} faces, since it would be a single person's mood.
 * Independent of the order of `readings`.
 */
export function roomOf(readings: readonly Reading[], atMs: Millis): RoomReading {
  const moods = readings.flatMap((reading) => (reading.mood ? [reading.mood] : []));
  return { atMs, faces: moods.length, mood: moods.length >= ROOM_MINIMUM_FACES ? meanMood(moods) : null };
}

function meanMood(moods: readonly Mood[]): Mood {
  const total = moods.reduce((sum, mood) => sum + mood.certainty, 0);
  const mean = (value: (mood: Mood) => number) => moods.reduce((sum, mood) => sum + mood.certainty * value(mood), 0) / total;
  return {
    expression: mapExpressions((name) => mean((mood) => mood.expression[name])),
    valence: mean((mood) => mood.valence),
    arousal: mean((mood) => mood.arousal),
    certainty: total / moods.length,
  };
}

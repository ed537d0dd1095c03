import type { JSX } from 'preact';
import type { Room } from './panel-state.ts';
import { Sparkline } from './sparkline.tsx';
import { Direction as DirectionIcon } from './icons.tsx';
import { DIRECTION_WORDS, facesRead, minutesAgo, VALENCE_WORDS, WORDS } from './words.ts';

interface RoomStripProps {
  readonly room: Room;
  readonly endMs: number;
  readonly minutes: number;
}

/** The sum of at least three faces: valence now, where it is heading, and its last minutes. */
export function RoomStrip({ room, endMs, minutes }: RoomStripProps): JSX.Element {
  const { latest, level, direction, points } = room;
  const mood = latest?.mood ?? null;
  return (
    <section class="room" aria-labelledby="room-title">
      <header class="room-head">
        <h2 id="room-title">{WORDS.room}</h2>
        {latest !== null && <span class="muted">{facesRead(latest.faces)}</span>}
      </header>
      {mood === null || level === null ? (
        <p class="room-none">{latest === null ? WORDS.waiting : WORDS.roomTooSmall}</p>
      ) : (
        <p class="room-now">
          <span class="fade-in" key={level.shown}>
            {VALENCE_WORDS[level.shown]}
          </span>
          {direction !== null && (
            <span class="room-direction">
              <DirectionIcon direction={direction.shown} />
              {DIRECTION_WORDS[direction.shown]}
            </span>
          )}
        </p>
      )}
      <div class={mood === null ? 'scale scale-empty' : 'scale'}>
        <div class="scale-track" aria-hidden="true">
          <span class="scale-marker" style={{ left: `${50 + (mood?.valence ?? 0) * 50}%` }} />
        </div>
        <div class="ends muted">
          <span>{WORDS.negative}</span>
          <span>{WORDS.positive}</span>
        </div>
      </div>
      <Sparkline points={points} endMs={endMs} minutes={minutes} />
      <div class="ends muted" aria-hidden="true">
        <span>{minutesAgo(minutes)}</span>
        <span>{WORDS.now}</span>
      </div>
    </section>
  );
}

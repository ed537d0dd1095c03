import type { JSX } from 'preact';
import { ROOM_MINIMUM_FACES } from '../core/mode.ts';
import { minutesText } from '../locales/formats.ts';
import { text } from '../locales/text.ts';
import { DetailButton } from './detail-button.tsx';
import { ExpressionBand } from './expression-band.tsx';
import type { Room } from './panel-state.ts';
import { Sparkline } from './sparkline.tsx';
import type { PanelStore } from './store.ts';
import { Direction as DirectionIcon } from './icons.tsx';

interface RoomStripProps {
  readonly store: PanelStore;
  readonly room: Room;
  readonly endMs: number;
  readonly minutes: number;
}

/** The sum of at least three faces: valence now, where it is heading, and its last minutes. */
export function RoomStrip({ store, room, endMs, minutes }: RoomStripProps): JSX.Element {
  const { latest, level, direction, points } = room;
  const mood = latest?.mood ?? null;
  // Nothing is drawn until there was something to draw; from then on its place is kept, so that nothing jumps.
  const begun = mood !== null || points.some(({ valence }) => valence !== null);
  return (
    <section class="room" aria-labelledby="room-title">
      <header class="room-head">
        <h2 id="room-title">
          <DetailButton store={store} subject={null} name={text('panel_room')} />
        </h2>
        {latest !== null && <span class="muted">{text('panel_faces_read', { count: latest.faces })}</span>}
      </header>
      {mood === null || level === null ? (
        <p class="room-none">{latest === null ? text('panel_waiting') : text('panel_room_too_small', { faces: ROOM_MINIMUM_FACES })}</p>
      ) : (
        <p class="room-now">
          <span class="fade-in" key={level.shown}>
            {text(`valence_${level.shown}`)}
          </span>
          {direction !== null && (
            <span class="room-direction">
              <DirectionIcon direction={direction.shown} />
              {text(`direction_${direction.shown}`)}
            </span>
          )}
        </p>
      )}
      {begun && (
        <div class={mood === null ? 'scale scale-empty' : 'scale'}>
          <div class="scale-track" aria-hidden="true">
            <span class="scale-marker" style={{ '--place': 0.5 + (mood?.valence ?? 0) * 0.5 }} />
          </div>
          <div class="ends muted">
            <span>{text('panel_negative')}</span>
            <span>{text('panel_positive')}</span>
          </div>
        </div>
      )}
      {mood !== null && <ExpressionBand scores={mood.expression} />}
      {begun && (
        <>
          <Sparkline points={points} endMs={endMs} minutes={minutes} />
          <div class="ends ends-time muted" aria-hidden="true">
            <span>{text('panel_ago', { span: minutesText(minutes) })}</span>
            <span>{text('panel_now')}</span>
          </div>
        </>
      )}
    </section>
  );
}

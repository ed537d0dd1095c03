import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { NOTE_MAXIMUM_LENGTH } from '../core/call-record.ts';
import { timeText } from '../locales/formats.ts';
import { text } from '../locales/text.ts';
import type { PanelStore } from './store.ts';

/** The button that marks this moment, and the short note that may follow. */
export function Bookmarks({ store }: { readonly store: PanelStore }): JSX.Element {
  const noting = store.noting.value;
  const trouble = store.markTrouble.value;
  const count = store.state.value.bookmarks.length;
  return (
    <section class="bookmarks">
      <div class="bookmarks-row">
        <button type="button" class="button" onClick={() => void store.mark()}>
          {text('bookmark')}
        </button>
        {count > 0 && <span class="muted">{text('bookmark_count', { count })}</span>}
      </div>
      {noting !== null && <Note key={noting} atMs={noting} store={store} />}
      {trouble !== null && <p role="alert">{text(`trouble_${trouble}`)}</p>}
    </section>
  );
}

function Note({ atMs, store }: { readonly atMs: number; readonly store: PanelStore }): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <form
      class="note"
      onSubmit={(event) => {
        event.preventDefault();
        void store.note(atMs, input.current?.value.trim() ?? '');
      }}
    >
      <label for="note">{text('bookmark_note', { time: timeText(atMs) })}</label>
      <div class="bookmarks-row">
        <input id="note" ref={input} class="note-text" maxLength={NOTE_MAXIMUM_LENGTH} autocomplete="off" />
        <button type="submit" class="button">
          {text('bookmark_save')}
        </button>
      </div>
    </form>
  );
}

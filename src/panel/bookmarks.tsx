import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { NOTE_MAXIMUM_LENGTH } from '../core/call-record.ts';
import { timeText } from '../locales/formats.ts';
import { text } from '../locales/text.ts';
import { TroubleNotice } from './messages.tsx';
import type { PanelStore } from './store.ts';

/** The button that marks this moment, and the short note that may follow. */
export function Bookmarks({ store }: { readonly store: PanelStore }): JSX.Element {
  const noting = store.noting.value;
  const trouble = store.markTrouble.value;
  const count = store.state.value.bookmarks.length;
  const button = useRef<HTMLButtonElement>(null);
  const wasNoting = useRef(false);
  // The field is gone: the focus must not be lost with it.
  useLayoutEffect(() => {
    if (noting === null && wasNoting.current) button.current?.focus();
    wasNoting.current = noting !== null;
  }, [noting]);
  return (
    <section class="bookmarks">
      <div class="bookmarks-row">
        <button ref={button} type="button" class="button" onClick={() => void store.mark()}>
          {text('bookmark')}
        </button>
        {count > 0 && <span class="muted">{text('bookmark_count', { count })}</span>}
      </div>
      {noting !== null && <Note key={noting} atMs={noting} onDone={(words) => void store.note(noting, words)} />}
      {trouble !== null && (
        <div role="alert">
          <TroubleNotice trouble={trouble} />
        </div>
      )}
    </section>
  );
}

interface NoteProps {
  readonly atMs: number;
  /** @param words '' for none */
  readonly onDone: (words: string) => void;
}

/** Ready to type at once; Escape leaves it without a note. */
function Note({ atMs, onDone }: NoteProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []);
  return (
    <form
      class="note"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(input.current?.value.trim() ?? '');
      }}
    >
      <label for="note">{text('bookmark_note', { time: timeText(atMs) })}</label>
      <div class="bookmarks-row">
        <input
          id="note"
          ref={input}
          class="note-text"
          dir="auto"
          maxLength={NOTE_MAXIMUM_LENGTH}
          autocomplete="off"
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            onDone('');
          }}
        />
        <button type="submit" class="button">
          {text('bookmark_save')}
        </button>
      </div>
    </form>
  );
}

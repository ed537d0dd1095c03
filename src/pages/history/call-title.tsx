import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type CallRecord, TITLE_MAXIMUM_LENGTH } from '../../core/call-record.ts';
import { dayText } from '../../locales/formats.ts';
import { text } from '../../locales/text.ts';
import type { HistoryStore } from './store.ts';

/** The call's title, or its date; "Rename" turns it into a field. */
export function CallTitle({ store, call }: { readonly store: HistoryStore; readonly call: CallRecord }): JSX.Element {
  const [editing, setEditing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  // Before anything is painted: what is typed right after the click belongs into the field.
  useLayoutEffect(() => {
    if (editing) field.current?.select();
    else if (wasEditing.current) button.current?.focus();
    wasEditing.current = editing;
  }, [editing]);
  if (!editing) {
    return (
      <header class="title">
        <h1>{call.title ? <bdi>{call.title}</bdi> : dayText(call.startedAtMs)}</h1>
        <button ref={button} type="button" class="link" onClick={() => setEditing(true)}>
          {text('history_rename')}
        </button>
      </header>
    );
  }
  const submit = (event: Event) => {
    event.preventDefault();
    void store.rename(field.current?.value ?? '').then(() => setEditing(false));
  };
  return (
    <form class="title" onSubmit={submit}>
      <label class="title-field">
        <span>{text('history_title_field')}</span>
        <input
          ref={field}
          type="text"
          dir="auto"
          maxLength={TITLE_MAXIMUM_LENGTH}
          defaultValue={call.title}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setEditing(false);
          }}
        />
      </label>
      <button type="submit" class="button button-main">
        {text('history_save')}
      </button>
      <button type="button" class="button" onClick={() => setEditing(false)}>
        {text('history_cancel')}
      </button>
    </form>
  );
}

import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Damage, ListedCall } from '../../core/history.ts';
import { dayText, durationText } from '../../locales/formats.ts';
import { text } from '../../locales/text.ts';
import { ListTools } from './list-tools.tsx';
import { siteName } from './naming.ts';
import { Spark } from './spark.tsx';
import type { HistoryStore } from './store.ts';

/** Rows that are drawn at once: a year of calls opens as fast as a week, and more come as the list is scrolled. */
const PAGE_ROWS = 50;

/** All calls, the newest first, with search, export and import. */
export function CallList({ store }: { readonly store: HistoryStore }): JSX.Element {
  const calls = store.calls.value;
  const found = store.found.value;
  const query = store.query.value;
  const title = useRef<HTMLHeadingElement>(null);
  // Back from a call: its row has the focus again, or the list where it was deleted.
  useLayoutEffect(() => {
    const id = store.cameFrom();
    if (id !== null) (document.getElementById(rowId(id)) ?? title.current)?.focus();
  }, [store]);
  return (
    <>
      <header class="head">
        <p class="brand">{text('product')}</p>
        <h1 ref={title} tabIndex={-1}>
          {text('history_title')}
        </h1>
        <p class="muted">{text('history_lead')}</p>
      </header>
      <DamageNotice damage={store.damage.value} onRead={() => void store.forgetDamage()} />
      <ListTools store={store} />
      {calls === null && <p class="waiting muted">{text('waiting')}</p>}
      {calls?.length === 0 && <p class="empty">{text('history_empty')}</p>}
      {calls && calls.length > 0 && (
        <>
          <label class="search">
            <span>{text('history_search')}</span>
            <input
              type="search"
              value={query}
              onInput={(event) => {
                store.query.value = event.currentTarget.value;
              }}
            />
          </label>
          <p role="status" class="muted">
            {text('history_calls', { count: found.length })}
          </p>
          {found.length === 0 ? <p class="empty">{text('history_search_none')}</p> : <Rows key={query} calls={found} />}
        </>
      )}
    </>
  );
}

const rowId = (id: string): string => `call-${id}`;

function Rows({ calls }: { readonly calls: readonly ListedCall[] }): JSX.Element {
  const [shown, setShown] = useState(PAGE_ROWS);
  const end = useRef<HTMLButtonElement>(null);
  const more = calls.length > shown;
  useEffect(() => {
    if (!end.current) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setShown((rows) => rows + PAGE_ROWS);
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [shown, more]);
  return (
    <>
      <ul class="calls">
        {calls.slice(0, shown).map((call) => (
          <Row key={call.id} call={call} />
        ))}
      </ul>
      {more && (
        <button ref={end} type="button" class="button" onClick={() => setShown(shown + PAGE_ROWS)}>
          {text('history_more')}
        </button>
      )}
    </>
  );
}

function Row({ call }: { readonly call: ListedCall }): JSX.Element {
  const { id, title, site, startedAtMs, endedAtMs, summary } = call;
  const when = dayText(startedAtMs);
  return (
    <li class="call-row">
      <a id={rowId(id)} href={`#${id}`}>
        <span class="call-name" dir="auto">
          {title || when}
        </span>
        <span class="call-facts facts muted">
          {title && <span>{when}</span>}
          <span>{siteName(site)}</span>
          <span>{endedAtMs === null ? text('history_running') : durationText(endedAtMs - startedAtMs)}</span>
          {summary && <span>{text('history_people', { count: summary.people })}</span>}
        </span>
      </a>
      {summary && <Spark points={summary.points} />}
    </li>
  );
}

function DamageNotice({ damage, onRead }: { readonly damage: Damage; readonly onRead: () => void }): JSX.Element | null {
  if (!damage.everything && damage.records === 0) return null;
  return (
    <div class="notice" role="alert">
      <p>
        {damage.everything && `${text('history_lost')} `}
        {damage.records > 0 && text('history_damaged', { count: damage.records })}
      </p>
      <button type="button" class="link" onClick={onRead}>
        {text('history_dismiss')}
      </button>
    </div>
  );
}

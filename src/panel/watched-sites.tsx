import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { text } from '../locales/text.ts';
import type { WatchedSitesSource } from './source.ts';

/** The sites that were allowed on a click, each with a button that takes it back. Nothing while there is none. */
export function WatchedSites({ source }: { readonly source: WatchedSitesSource }): JSX.Element | null {
  const [origins, setOrigins] = useState<readonly string[]>([]);
  useEffect(() => {
    const life = new AbortController();
    source.subscribe(setOrigins, life.signal);
    return () => life.abort();
  }, [source]);
  if (origins.length === 0) return null;
  return (
    <details class="sites">
      <summary>{text('site_list', { count: origins.length })}</summary>
      <ul>
        {origins.map((origin) => {
          const { host } = new URL(origin);
          return (
            <li key={origin}>
              <bdi>{host}</bdi>
              <button
                type="button"
                class="button-text"
                aria-label={text('site_remove_label', { host })}
                onClick={() => void source.remove(origin)}
              >
                {text('site_remove')}
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

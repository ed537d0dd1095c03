import type { JSX } from 'preact';
import { text } from '../../locales/text.ts';
import { Section } from './choice.tsx';
import type { SettingsStore } from './store.ts';

interface WatchedSitesProps {
  readonly store: SettingsStore;
  /** Origins. */
  readonly sites: readonly string[];
}

/** The sites that were allowed on a click, each with a button that takes it back. */
export function WatchedSites({ store, sites }: WatchedSitesProps): JSX.Element {
  return (
    <Section title={text('sites_title')}>
      <p class="muted">{text('sites_more')}</p>
      {sites.length > 0 && (
        <ul class="sites">
          {sites.map((origin) => {
            const { host } = new URL(origin);
            return (
              <li key={origin}>
                <bdi>{host}</bdi>
                <button
                  type="button"
                  class="button-text"
                  aria-label={text('sites_remove_label', { host })}
                  onClick={() => void store.removeSite(origin)}
                >
                  {text('sites_remove')}
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}

import type { JSX } from 'preact';
import { text } from '../../locales/text.ts';
import { Section } from './choice.tsx';
import type { Shortcut } from './source.ts';
import type { SettingsStore } from './store.ts';

interface KeysProps {
  readonly store: SettingsStore;
  readonly shortcuts: readonly Shortcut[];
}

/** The keyboard commands with their present keys. */
export function Keys({ store, shortcuts }: KeysProps): JSX.Element {
  return (
    <Section title={text('settings_keys')}>
      <p class="muted">{text('settings_keys_more')}</p>
      <dl class="keys">
        {shortcuts.map(({ name, description, keys }) => (
          <div key={name}>
            <dt>{description ?? text('settings_keys_open_panel')}</dt>
            <dd>{keys === '' ? <span class="muted">{text('settings_keys_none')}</span> : <kbd dir="ltr">{keys}</kbd>}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="button" onClick={() => store.openShortcuts()}>
        {text('settings_keys_change')}
      </button>
    </Section>
  );
}

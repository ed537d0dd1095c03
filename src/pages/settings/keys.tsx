import type { JSX } from 'preact';
import { type PlainKey, text } from '../../locales/text.ts';
import { Section } from './choice.tsx';
import type { Shortcut } from './source.ts';
import type { SettingsStore } from './store.ts';

interface KeysProps {
  readonly store: SettingsStore;
  readonly shortcuts: readonly Shortcut[];
}

/** In the language of the page: the browser's own words are in the browser's. */
const COMMAND_KEYS: Readonly<Record<string, PlainKey>> = {
  // The browser itself carries it out: a click on the toolbar button.
  _execute_action: 'settings_keys_open_panel',
  'toggle-watching': 'command_toggle',
  bookmark: 'command_bookmark',
};

/** The keyboard commands with their present keys. */
export function Keys({ store, shortcuts }: KeysProps): JSX.Element {
  return (
    <Section title={text('settings_keys')}>
      <p class="muted">{text('settings_keys_more')}</p>
      <dl class="keys">
        {shortcuts.map(({ name, keys }) => {
          const command = COMMAND_KEYS[name];
          return (
            command && (
              <div key={name}>
                <dt>{text(command)}</dt>
                <dd>{keys === '' ? <span class="muted">{text('settings_keys_none')}</span> : <kbd dir="ltr">{keys}</kbd>}</dd>
              </div>
            )
          );
        })}
      </dl>
      <button type="button" class="button" onClick={() => store.openShortcuts()}>
        {text('settings_keys_change')}
      </button>
    </Section>
  );
}

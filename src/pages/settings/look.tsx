import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { isLanguage, LANGUAGES, LANGUAGE_TAGS } from '../../locales/languages.ts';
import { text } from '../../locales/text.ts';
import { THEMES, type Settings } from '../../wire/settings.ts';
import { Choice, Section } from './choice.tsx';
import type { SettingsStore } from './store.ts';

interface LookProps {
  readonly store: SettingsStore;
  readonly settings: Settings;
}

/** Language and theme; each language is offered in its own words. */
export function Look({ store, settings }: LookProps): JSX.Element {
  const id = useId();
  return (
    <Section title={text('settings_look')}>
      <div class="field">
        <label for={id}>{text('settings_language')}</label>
        <select
          id={id}
          value={settings.language ?? ''}
          aria-describedby={`${id}-more`}
          onChange={({ currentTarget: { value } }) => void store.change({ language: isLanguage(value) ? value : null })}
        >
          <option value="">{text('settings_language_system')}</option>
          {LANGUAGE_TAGS.map((tag) => (
            <option key={tag} value={tag} lang={tag}>
              {LANGUAGES[tag].name}
            </option>
          ))}
        </select>
        <p id={`${id}-more`} class="muted">
          {text('settings_language_more')}
        </p>
      </div>
      <Choice
        legend={text('settings_theme')}
        value={settings.theme}
        options={THEMES.map((value) => ({ value, label: text(`theme_${value}`) }))}
        onChoose={(theme) => void store.change({ theme })}
      />
    </Section>
  );
}

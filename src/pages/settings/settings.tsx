import type { JSX } from 'preact';
import { DOUBT_LEVELS, DOUBTS } from '../../core/doubt.ts';
import { BUDGET_SHARES, BUDGETS } from '../../core/governor.ts';
import { percentText } from '../../locales/formats.ts';
import { text } from '../../locales/text.ts';
import { AFTER_CALL, NAME_CHOICES, RETENTIONS } from '../../wire/settings.ts';
import { Choice, Section } from './choice.tsx';
import { Keys } from './keys.tsx';
import { Look } from './look.tsx';
import { ModeChoice } from './mode-section.tsx';
import type { Known } from './source.ts';
import type { SettingsStore } from './store.ts';
import { WatchedSites } from './watched-sites.tsx';

interface PartProps {
  readonly store: SettingsStore;
  readonly known: Known;
}

/** The settings page. Every choice is stored when it is made. */
export function SettingsPage({ store }: { readonly store: SettingsStore }): JSX.Element {
  const known = store.known.value;
  return (
    <main aria-busy={known === null}>
      <header class="head">
        <p class="brand">{text('product')}</p>
        <h1>{text('settings_title')}</h1>
        <p class="lead">{text('settings_lead')}</p>
      </header>
      {known?.policy.off === true && <p class="notice">{text('policy_off')}</p>}
      {known === null ? (
        <p class="waiting muted">{text('waiting')}</p>
      ) : (
        <>
          <Shown store={store} known={known} />
          <Kept store={store} known={known} />
          <Running store={store} known={known} />
          <WatchedSites store={store} sites={known.sites} />
          <Look store={store} settings={known.settings} />
          <Keys store={store} shortcuts={known.shortcuts} />
        </>
      )}
      <Outcome store={store} />
    </main>
  );
}

function Shown({ store, known }: PartProps): JSX.Element {
  const { settings, policy } = known;
  return (
    <Section title={text('settings_shown')}>
      {!policy.off && <ModeChoice store={store} known={known} />}
      <label class="option">
        <input type="checkbox" checked={settings.ownTile} onChange={() => void store.change({ ownTile: !settings.ownTile })} />
        <span class="option-name">{text('settings_own_tile')}</span>
        <span class="option-more">{text('settings_own_tile_more')}</span>
      </label>
      <Choice
        legend={text('settings_doubt')}
        more={text('settings_doubt_more')}
        value={settings.doubt}
        options={DOUBTS.map((doubt) => {
          const { answeredOf100: answered, rightOf100: right } = DOUBT_LEVELS[doubt];
          return { value: doubt, label: text(`doubt_${doubt}`), more: text('doubt_measured', { answered, right }) };
        })}
        onChoose={(doubt) => void store.change({ doubt })}
      />
    </Section>
  );
}

function Kept({ store, known: { settings } }: PartProps): JSX.Element {
  return (
    <Section title={text('settings_kept')}>
      <Choice
        legend={text('settings_retention')}
        more={text('settings_retention_more')}
        value={settings.retention}
        options={RETENTIONS.map((value) => ({ value, label: text(`retention_${value}`) }))}
        onChoose={(retention) => void store.change({ retention })}
      />
      <Choice
        legend={text('settings_after_call')}
        value={settings.afterCall}
        options={AFTER_CALL.map((value) => ({ value, label: text(`after_call_${value}`) }))}
        onChoose={(afterCall) => void store.change({ afterCall })}
      />
      <Choice
        legend={text('settings_names')}
        value={settings.names}
        options={NAME_CHOICES.map((value) => ({
          value,
          label: text(`names_${value}`),
          ...(value === 'pseudonyms' ? { more: text('names_more_pseudonyms') } : {}),
        }))}
        onChoose={(names) => void store.change({ names })}
      />
    </Section>
  );
}

function Running({ store, known: { settings } }: PartProps): JSX.Element {
  return (
    <Section title={text('settings_running')}>
      <Choice
        legend={text('settings_budget')}
        more={text('settings_budget_more')}
        value={settings.budget}
        options={BUDGETS.map((value) => ({
          value,
          label: text(`budget_${value}`),
          more: text('budget_share', { share: percentText(BUDGET_SHARES[value]) }),
        }))}
        onChoose={(budget) => void store.change({ budget })}
      />
    </Section>
  );
}

/** Said after each change; it stays in view at the foot of the window. */
function Outcome({ store }: { readonly store: SettingsStore }): JSX.Element {
  const outcome = store.outcome.value;
  return (
    <div class="outcome">
      <p role="status">{outcome === 'saved' && text('settings_saved')}</p>
      <p role="alert">{outcome === 'not-saved' && text('settings_not_saved')}</p>
    </div>
  );
}

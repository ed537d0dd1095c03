import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { MODES, type Mode, ROOM_MINIMUM_FACES } from '../../core/mode.ts';
import { text } from '../../locales/text.ts';
import type { OnboardingStore } from './store.ts';

interface ModeChoiceProps {
  readonly store: OnboardingStore;
}

/** The choice of mode; "each participant" asks for a confirmation first. */
export function ModeChoice({ store }: ModeChoiceProps): JSX.Element {
  const confirm = useRef<HTMLInputElement>(null);
  const submit = (event: Event): void => {
    event.preventDefault();
    void store.use();
    if (store.refusal.value === 'not-confirmed') confirm.current?.focus();
  };
  const refusal = store.refusal.value;
  const locked = store.policy.value.mode;
  return (
    <form class="choice" onSubmit={submit} noValidate>
      <fieldset aria-describedby="choice-more">
        <legend>{text('onboarding_choice')}</legend>
        <p id="choice-more" class="muted">
          {text('onboarding_choice_more')}
        </p>
        {locked !== null && <p class="notice">{text('policy_locked')}</p>}
        {(locked === null ? MODES : [locked]).map((mode) => (
          <ModeOption key={mode} mode={mode} store={store} />
        ))}
      </fieldset>
      {store.selected.value === 'each' && (
        <label class="confirm">
          <input
            ref={confirm}
            type="checkbox"
            required
            checked={store.confirmed.value}
            aria-invalid={refusal === 'not-confirmed'}
            aria-describedby="refusal"
            onChange={(event) => {
              store.confirmed.value = event.currentTarget.checked;
            }}
          />
          <span>{text('onboarding_confirm')}</span>
        </label>
      )}
      <p id="refusal" class="refusal" role="alert">
        {refusal === 'not-confirmed' && text('onboarding_confirm_missing')}
        {refusal === 'not-stored' && text('onboarding_not_stored')}
      </p>
      <button type="submit" class="button button-main">
        {text('onboarding_use')}
      </button>
    </form>
  );
}

function ModeOption({ mode, store }: ModeChoiceProps & { readonly mode: Mode }): JSX.Element {
  return (
    <label class="option">
      <input
        type="radio"
        name="mode"
        value={mode}
        checked={store.selected.value === mode}
        onChange={() => {
          store.selected.value = mode;
        }}
      />
      <span class="option-name">
        {text(`mode_${mode}`)}
        {store.current.value === mode && <span class="chip">{text('onboarding_current')}</span>}
      </span>
      <span class="option-more">{text(`mode_more_${mode}`, { faces: ROOM_MINIMUM_FACES })}</span>
    </label>
  );
}

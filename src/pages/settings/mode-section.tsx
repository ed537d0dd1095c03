import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { MODES, ROOM_MINIMUM_FACES, type Mode } from '../../core/mode.ts';
import { allowedMode } from '../../core/policy.ts';
import { text } from '../../locales/text.ts';
import { Choice } from './choice.tsx';
import type { Known } from './source.ts';
import type { SettingsStore } from './store.ts';

interface ModeProps {
  readonly store: SettingsStore;
  readonly known: Known;
}

/** The mode. The first choice is made on the first-run page; "each participant" asks for a confirmation. */
export function ModeChoice({ store, known }: ModeProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const { settings, policy } = known;
  if (settings.mode === null) return <ModeMissing store={store} />;
  const choose = (mode: Mode): void => {
    if (mode === 'each') dialog.current?.showModal();
    else void store.change({ mode });
  };
  const confirm = async (): Promise<void> => {
    await store.change({ mode: 'each' });
    dialog.current?.close();
  };
  const offered = policy.mode === null ? MODES : [policy.mode];
  return (
    <>
      <Choice
        legend={text('settings_mode')}
        more={text(policy.mode === null ? 'settings_mode_more' : 'policy_locked')}
        value={allowedMode(settings.mode, policy)}
        options={offered.map((mode) => ({
          value: mode,
          label: text(`mode_${mode}`),
          more: text(`mode_more_${mode}`, { faces: ROOM_MINIMUM_FACES }),
        }))}
        onChoose={choose}
      />
      <dialog ref={dialog} class="dialog" aria-labelledby="confirm-title" aria-describedby="confirm-more">
        <h2 id="confirm-title">{text('settings_confirm_title')}</h2>
        <p id="confirm-more">{text('onboarding_confirm')}</p>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {text('settings_confirm_no')}
          </button>
          <button type="button" class="button button-main" onClick={() => void confirm()}>
            {text('settings_confirm_yes')}
          </button>
        </div>
      </dialog>
    </>
  );
}

function ModeMissing({ store }: Pick<ModeProps, 'store'>): JSX.Element {
  return (
    <div class="missing">
      <p>{text('settings_mode_first')}</p>
      <button type="button" class="button button-main" onClick={() => store.openSetup()}>
        {text('settings_mode_open')}
      </button>
    </div>
  );
}

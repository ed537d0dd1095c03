import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { text } from '../locales/text.ts';
import type { PanelStore } from './store.ts';

/** Offered where a page is not what its site's declaration says: what whoever mends the declaration needs to know. */
export function CopyDiagnostic({ store }: { readonly store: PanelStore }): JSX.Element {
  const copied = useSignal<boolean | null>(null);
  const copy = async () => {
    copied.value = null;
    copied.value = await store.copyDiagnostic();
  };
  return (
    <div class="message">
      <button type="button" class="button" onClick={() => void copy()}>
        {text('panel_diagnostic')}
      </button>
      {copied.value !== null && <p class="muted">{text(copied.value ? 'panel_diagnostic_copied' : 'panel_diagnostic_failed')}</p>}
    </div>
  );
}

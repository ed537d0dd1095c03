import { effect } from '@preact/signals';
import { render } from 'preact';
import { text } from '../../locales/text.ts';
import { SettingsPage } from './settings.tsx';
import type { SettingsSource } from './source.ts';
import { createSettingsStore } from './store.ts';

/** Draws the settings page into `root` until `signal` aborts. */
export function mountSettings(root: HTMLElement, source: SettingsSource, signal: AbortSignal): void {
  const store = createSettingsStore(source, signal);
  const titled = effect(() => {
    document.title = text('settings_page');
  });
  render(<SettingsPage store={store} />, root);
  signal.addEventListener('abort', () => {
    titled();
    render(null, root);
  });
}

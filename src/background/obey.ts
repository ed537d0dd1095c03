import { engineExists } from '../platform/engine-host.ts';
import { tellEngine } from '../platform/messages.ts';
import { readMode, readSettings, readWatches } from '../platform/settings.ts';
import { engineSettings } from '../wire/settings.ts';
import { stopWatching } from './watching.ts';

/** Brings what runs in line with settings and policy: what is watched under another mode ends, and the engine gets the rest. */
export async function obeySettings(): Promise<void> {
  const mode = await readMode();
  for (const [tabId, watch] of Object.entries(await readWatches())) {
    if (watch.state === 'on' && watch.mode !== mode) await stopWatching(Number(tabId), 'mode-changed', null, watch.sessionId);
  }
  if (!(await engineExists())) return;
  // An engine that does not listen yet gets the settings with its first session.
  await tellEngine({ to: 'engine', type: 'settings', settings: engineSettings(await readSettings()) }).catch(() => {});
}

import { followAppearance } from '../../platform/appearance.ts';
import { watchRequests } from '../../platform/request-log.ts';
import { extensionSettingsSource } from './extension-source.ts';
import { mountSettings } from './mount.tsx';

watchRequests();
const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('settings/index.html has no #root');

const life = new AbortController();
addEventListener('pagehide', () => life.abort(), { once: true });
await followAppearance(life.signal);
mountSettings(root, extensionSettingsSource, life.signal);

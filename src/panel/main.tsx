import { extensionPanelSource } from './extension-source.ts';
import { followAppearance } from '../platform/appearance.ts';
import { watchRequests } from '../platform/request-log.ts';
import { mountPanel } from './mount.tsx';

watchRequests();
const tab = new URLSearchParams(location.search).get('tabId');
const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('panel/index.html has no #root');

const life = new AbortController();
addEventListener('pagehide', () => life.abort(), { once: true });
await followAppearance(life.signal);
mountPanel(root, extensionPanelSource(tab === null ? null : Number(tab)), life.signal);

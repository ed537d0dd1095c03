import { followAppearance } from '../../platform/appearance.ts';
import { watchRequests } from '../../platform/request-log.ts';
import { extensionHistorySource } from './extension-source.ts';
import { mountHistory } from './mount.tsx';

watchRequests();
const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('history/index.html has no #root');

const life = new AbortController();
addEventListener('pagehide', () => life.abort(), { once: true });
await followAppearance(life.signal);
mountHistory(root, extensionHistorySource, life.signal);

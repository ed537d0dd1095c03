import { followAppearance } from '../../platform/appearance.ts';
import { watchRequests } from '../../platform/request-log.ts';
import { extensionTryItSource } from './extension-source.ts';
import { mountTryIt } from './mount.tsx';

watchRequests();
const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('try-it/index.html has no #root');

const life = new AbortController();
addEventListener('pagehide', () => life.abort(), { once: true });
await followAppearance(life.signal);
mountTryIt(root, extensionTryItSource(life.signal), life.signal);

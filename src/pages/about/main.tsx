import { followAppearance } from '../../platform/appearance.ts';
import { watchRequests } from '../../platform/request-log.ts';
import { extensionAboutSource } from './extension-source.ts';
import { mountAbout } from './mount.tsx';

watchRequests();
const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('about/index.html has no #root');

const life = new AbortController();
addEventListener('pagehide', () => life.abort(), { once: true });
await followAppearance(life.signal);
mountAbout(root, extensionAboutSource, life.signal);

import { followAppearance } from '../../platform/appearance.ts';
import { watchRequests } from '../../platform/request-log.ts';
import { extensionOnboardingSource } from './extension-source.ts';
import { mountOnboarding } from './mount.tsx';

watchRequests();
const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('onboarding/index.html has no #root');

const life = new AbortController();
addEventListener('pagehide', () => life.abort(), { once: true });
await followAppearance(life.signal);
mountOnboarding(root, await extensionOnboardingSource(), life.signal);

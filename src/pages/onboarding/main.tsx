import { startOwnPage } from '../../platform/own-page.ts';
import { extensionOnboardingSource } from './extension-source.ts';
import { mountOnboarding } from './mount.tsx';

startOwnPage((root, life) => mountOnboarding(root, extensionOnboardingSource(), life));

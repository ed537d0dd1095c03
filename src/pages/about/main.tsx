import { startOwnPage } from '../../platform/own-page.ts';
import { extensionAboutSource } from './extension-source.ts';
import { mountAbout } from './mount.tsx';

startOwnPage((root, life) => mountAbout(root, extensionAboutSource, life));

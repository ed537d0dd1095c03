import { startOwnPage } from '../../platform/own-page.ts';
import { extensionTryItSource } from './extension-source.ts';
import { mountTryIt } from './mount.tsx';

startOwnPage((root, life) => mountTryIt(root, extensionTryItSource(life), life));

import { startOwnPage } from '../../platform/own-page.ts';
import { extensionHistorySource } from './extension-source.ts';
import { mountHistory } from './mount.tsx';

startOwnPage((root, life) => mountHistory(root, extensionHistorySource, life));

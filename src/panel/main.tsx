import { startOwnPage } from '../platform/own-page.ts';
import { extensionPanelSource } from './extension-source.ts';
import { mountPanel } from './mount.tsx';

const tab = new URLSearchParams(location.search).get('tabId');
startOwnPage((root, life) => mountPanel(root, extensionPanelSource(tab === null ? null : Number(tab)), life));

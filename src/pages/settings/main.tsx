import { startOwnPage } from '../../platform/own-page.ts';
import { extensionSettingsSource } from './extension-source.ts';
import { mountSettings } from './mount.tsx';

startOwnPage((root, life) => mountSettings(root, extensionSettingsSource, life));

import { extensionPanelSource } from './extension-source.ts';
import { speakLanguage } from '../platform/language.ts';
import { mountPanel } from './mount.tsx';

const tab = new URLSearchParams(location.search).get('tabId');
const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('panel/index.html has no #root');

const life = new AbortController();
addEventListener('pagehide', () => life.abort(), { once: true });
await speakLanguage(null);
mountPanel(root, extensionPanelSource(tab === null ? null : Number(tab)), life.signal);

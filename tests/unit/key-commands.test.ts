import { beforeEach, expect, it, vi } from 'vitest';
import { onKeyCommand, readShortcuts } from '../../src/platform/commands.ts';
import { fakeBrowser } from './fake-browser.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./fake-browser.ts')).fakeBrowser }));

beforeEach(() => fakeBrowser.commands.onCommand.listeners.clear());

it('commands are read with their keys; a key may be missing', async () => {
  expect(await readShortcuts()).toEqual([
    { name: '_execute_action', keys: 'Alt+Shift+M' },
    { name: 'toggle-watching', keys: '' },
  ]);
});

it('a key command is heard with its tab, another one or one without a tab is not', () => {
  const heard = vi.fn<(tabId: number) => void>();
  onKeyCommand('toggle-watching', heard);
  fakeBrowser.commands.onCommand.fire('toggle-watching', { id: 7 });
  fakeBrowser.commands.onCommand.fire('other', { id: 8 });
  fakeBrowser.commands.onCommand.fire('toggle-watching');
  expect(heard.mock.calls).toEqual([[7]]);
});

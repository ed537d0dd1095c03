import { browser } from './browser.ts';

/** The keyboard commands, and the keys that they have now ('' for none). */
export async function readShortcuts(): Promise<{ name: string; keys: string }[]> {
  const commands = await browser.commands.getAll();
  return commands.map(({ name = '', shortcut = '' }) => ({ name, keys: shortcut }));
}

/** Hears of a keyboard command, with the tab that was in front. */
export function onKeyCommand(name: string, handle: (tabId: number) => void): void {
  browser.commands.onCommand.addListener((pressed, tab) => {
    if (pressed === name && tab?.id !== undefined) handle(tab.id);
  });
}

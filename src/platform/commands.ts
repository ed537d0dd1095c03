import { browser } from './browser.ts';

/** The command that Chrome itself carries out: a click on the toolbar button, which opens the panel. */
const OPEN_PANEL = '_execute_action';

/** The keyboard commands, and the keys that they have now ('' for none). */
export async function readShortcuts(): Promise<{ name: string; description: string | null; keys: string }[]> {
  const commands = await browser.commands.getAll();
  return commands.map(({ name = '', description = '', shortcut = '' }) => ({
    name,
    description: name === OPEN_PANEL ? null : description,
    keys: shortcut,
  }));
}

/** Hears of a keyboard command, with the tab that was in front. */
export function onKeyCommand(name: string, handle: (tabId: number) => void): void {
  browser.commands.onCommand.addListener((pressed, tab) => {
    if (pressed === name && tab?.id !== undefined) handle(tab.id);
  });
}

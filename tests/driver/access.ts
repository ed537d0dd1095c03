import type { Page } from 'playwright-core';
import type { ExtensionPage, Launched } from './launch.ts';

// Access to a site as the user gives and takes it. The browser's own question cannot be clicked by a test: it is a window of
// the browser, which no debugging protocol reaches. The answer is given beforehand on the page of extensions, as the user
// could; the extension's own call is real, and gets it without the question.

interface ExtensionsPage {
  readonly chrome: {
    readonly developerPrivate: {
      addHostPermission(id: string, host: string): Promise<void>;
      removeHostPermission(id: string, host: string): Promise<void>;
      updateExtensionConfiguration(update: { extensionId: string; hostAccess: string }): Promise<void>;
      updateProfileConfiguration(update: { inDeveloperMode: boolean }): Promise<void>;
      reload(id: string, options: { failQuietly: boolean }): Promise<void>;
    };
  };
}

/** Answers the browser's question for an origin beforehand: yes. */
export async function allowBeforehand(launched: Launched, origin: string): Promise<void> {
  await onExtensionsPage(launched, (page) =>
    page.evaluate(({ id, host }) => (globalThis as unknown as ExtensionsPage).chrome.developerPrivate.addHostPermission(id, host), {
      id: launched.extensionId,
      host: `${origin}/*`,
    }),
  );
}

/** Sets the extension's access to all sites to "on click", in the browser's page of extensions. */
export async function allowOnClickOnly(launched: Launched): Promise<void> {
  await onExtensionsPage(launched, (page) =>
    page.evaluate(
      (id) =>
        (globalThis as unknown as ExtensionsPage).chrome.developerPrivate.updateExtensionConfiguration({
          extensionId: id,
          hostAccess: 'ON_CLICK',
        }),
      launched.extensionId,
    ),
  );
}

/** Gives the extension access to an origin, as its own question answered with yes would. */
export async function giveAccess(launched: Launched, origin: string): Promise<void> {
  await allowBeforehand(launched, origin);
  const session = await launched.context.newCDPSession(launched.onboarding);
  const { result } = await session.send('Runtime.evaluate', {
    expression: `chrome.permissions.request({ origins: [${JSON.stringify(`${origin}/*`)}] })`,
    userGesture: true,
    awaitPromise: true,
  });
  await session.detach();
  if (result.value !== true) throw new Error(`The browser did not give access to ${origin}.`);
}

/** Clicks the extension's toolbar button while `page` is shown. */
export async function clickToolbarButton(launched: Launched, page: Page): Promise<void> {
  await page.bringToFront();
  const browser = launched.context.browser();
  if (!browser) throw new Error('the browser is gone');
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'tab' }] });
  const tab = targetInfos.find(({ url }) => url === page.url());
  if (!tab) throw new Error(`No tab shows ${page.url()}.`);
  await session.send('Extensions.triggerAction', { id: launched.extensionId, targetId: tab.targetId });
  await session.detach();
}

/** Origins that the extension may read now. */
export function allowedOrigins({ onboarding }: Launched): Promise<readonly string[]> {
  return onboarding.evaluate(async () => (await (globalThis as unknown as ExtensionPage).chrome.permissions.getAll()).origins);
}

/** Reloads the extension after a crash, as its user would. @returns its first-run page, which that does not open again */
export async function restartExtension(launched: Launched): Promise<Page> {
  await onExtensionsPage(launched, (page) =>
    page.evaluate(async (id) => {
      const { developerPrivate } = (globalThis as unknown as ExtensionsPage).chrome;
      // Without it an unpacked extension stays off.
      await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
      await developerPrivate.reload(id, { failQuietly: true });
    }, launched.extensionId),
  );
  const page = await launched.context.newPage();
  await page.goto(launched.extensionUrl('src/pages/onboarding/index.html'));
  return page;
}

async function onExtensionsPage(launched: Launched, act: (page: Page) => Promise<void>): Promise<void> {
  const page = await launched.context.newPage();
  await page.goto('chrome://extensions');
  await act(page);
  await page.close();
}

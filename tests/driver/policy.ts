import type { Launched } from './launch.ts';

/** Mandatory, for the user, from a platform's policy file: what the browser's own page calls so. */
const AS_A_FILE_WOULD = { level: 1, scope: 0, source: 2 } as const;

/** Gives the extension a managed policy as an administrator would, by the browser's own page for testing policies: it needs
 * neither root nor a file on the machine, and ends with the browser. An empty policy is none. */
export async function setPolicy({ context, extensionId }: Launched, policy: Readonly<Record<string, unknown>>): Promise<void> {
  const entries = Object.entries(policy).map(([name, value]) => ({ ...AS_A_FILE_WOULD, namespace: extensionId, name, value }));
  const page = await context.newPage();
  await page.goto('chrome://policy/test');
  // As text: the import is the page's own, which the test runner must not rewrite.
  const given = JSON.stringify(JSON.stringify(entries));
  await page.evaluate(`import('chrome://resources/js/cr.js').then((cr) => cr.sendWithPromise('setLocalTestPolicies', ${given}, ''))`);
  await page.close();
}

import { ownUrl } from './browser.ts';

/** Reads a JSON file of the extension. A module import: pages hold no code that could fetch.
 * @throws TypeError if there is no such file */
export async function readOwnJson(path: string): Promise<unknown> {
  const file = (await import(/* @vite-ignore */ ownUrl(path), { with: { type: 'json' } })) as { readonly default: unknown };
  return file.default;
}

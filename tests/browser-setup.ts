import { findBrowser } from './driver/find-browser.ts';

/** Finds (or installs) the browser once, before any test, and says which one it is. */
export default async function setUp(): Promise<void> {
  const { path, version } = await findBrowser();
  console.log(`Browser: ${path}, version ${version}`);
}

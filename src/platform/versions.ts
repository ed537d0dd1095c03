import { browser } from './browser.ts';

export const extensionVersion = (): string => browser.runtime.getManifest().version;

interface Brand {
  readonly brand: string;
  readonly version: string;
}
interface UserAgentData {
  getHighEntropyValues(hints: readonly string[]): Promise<{ readonly fullVersionList?: readonly Brand[] }>;
}

/** Name and full version of the browser, for example "Chromium 156.0.8078.79". */
export async function browserVersion(): Promise<string> {
  const data = (navigator as Navigator & { readonly userAgentData?: UserAgentData }).userAgentData;
  const brands = (await data?.getHighEntropyValues(['fullVersionList']))?.fullVersionList ?? [];
  // One of the brands is made up, so that nobody relies on the list's form; "Chromium" stands beside a product's own name.
  const real = brands.filter(({ brand }) => !/not.?a.?brand/i.test(brand));
  const own = real.find(({ brand }) => brand !== 'Chromium') ?? real[0];
  return own ? `${own.brand} ${own.version}` : navigator.userAgent;
}

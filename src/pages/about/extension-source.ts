import * as v from 'valibot';
import { browserVersion, extensionVersion } from '../../platform/versions.ts';
import { askEngine } from '../../platform/messages.ts';
import { readOwnJson } from '../../platform/own-files.ts';
import { readRequestLog } from '../../platform/request-log.ts';
import { measureStored } from '../../platform/stored-amount.ts';
import { licencesSchema } from '../../wire/licences.ts';
import type { AboutSource } from './source.ts';

/** The About page's source inside the extension. */
export const extensionAboutSource: AboutSource = {
  stored: () => orNull(measureStored()),
  requests: readRequestLog,
  engine: () => askEngine({ to: 'engine', type: 'report' }),
  async build() {
    const licences = v.safeParse(licencesSchema, await orNull(readOwnJson('licences.json')));
    return {
      extensionVersion: extensionVersion(),
      browserVersion: await browserVersion(),
      licences: licences.success ? licences.output : null,
    };
  },
};

/** What fails is said on the page. */
function orNull<T>(work: Promise<T>): Promise<T | null> {
  return work.catch((error: unknown) => {
    console.info('Moodline:', error);
    return null;
  });
}

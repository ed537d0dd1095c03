import { err, ok, type Result } from '../core/result.ts';
import type { Trouble } from '../core/trouble.ts';
import { dropAccess, givenOrigins } from '../platform/access.ts';
import { clearDatabase } from '../platform/database.ts';
import { closeEngine } from '../platform/engine-host.ts';
import { clearSettings } from '../platform/settings.ts';
import type { ClearProof } from '../wire/commands.ts';
import { untilTidied } from './tidying.ts';
import { stopAll } from './watching.ts';

/** Stops watching, closes every handle, gives back the sites that were allowed on a click, deletes history and settings,
 * and reads both again. */
export async function clearEverything(): Promise<Result<ClearProof, Trouble>> {
  await stopAll('cleared');
  await closeEngine();
  await untilTidied();
  for (const origin of await givenOrigins()) await dropAccess(origin);
  try {
    return ok({ databases: await clearDatabase(), storedKeys: await clearSettings() });
  } catch {
    return err('storage-refused');
  }
}

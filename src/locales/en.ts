import { about } from './en/about.ts';
import { chart } from './en/chart.ts';
import { common } from './en/common.ts';
import { history } from './en/history.ts';
import { notice } from './en/notice.ts';
import { onboarding } from './en/onboarding.ts';
import { panel } from './en/panel.ts';
import { settings } from './en/settings.ts';
import { tell } from './en/tell.ts';
import { tryIt } from './en/try-it.ts';

/**
 * Every text that a user reads, in English: the source of the keys, and the fallback of the browser.
 *
 * To add a text: put it into the file of its area in `src/locales/en/`, and only there; a new area is a new
 * file that is spread below. Then `text('area_key')` gives it in the user's language, and the compiler
 * knows the key and its placeholders.
 * - A key starts with its area. A closed union makes keys of its members (`trouble_no-tiles`), so that
 *   ``text(`trouble_${trouble}`)`` does not compile while one of them has no words.
 * - A `{placeholder}` takes a string as it is, or a number in the user's own digits. Percents, times and
 *   durations come from `formats.ts`. What depends on a number is a record of plural forms of `{count}`:
 *   `{ one: '{count} gap', other: '{count} gaps' }`.
 * - A text is a whole sentence or a whole label: never glue two of them together, word order differs.
 * - A participant's name stands in a `<bdi>` of its own; inside a sentence or an attribute it is put between
 *   U+2068 and U+2069, or a name written from right to left would reorder the words around it.
 * - Plain words; "reads as sadness", never "is sad". No `$`.
 *
 * The other languages are `src/locales/<language>.json`, with the same keys; a test compares them.
 */
export const en = {
  ...common,
  ...about,
  ...chart,
  ...history,
  ...notice,
  ...panel,
  ...onboarding,
  ...settings,
  ...tell,
  ...tryIt,
} as const;

import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1));

/** The build's list of everything inside that is not our own code; `models/licences.ts` writes it. */
export const licencesSchema = v.array(
  v.strictObject({
    name: text,
    version: text,
    /** SPDX identifier. */
    licence: text,
    /** The licence's own words; null where the package ships none. */
    text: v.nullable(text),
  }),
);
export type Licences = v.InferOutput<typeof licencesSchema>;

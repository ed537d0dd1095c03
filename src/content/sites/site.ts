/** An ordered list of selectors, best first; the first that finds something wins. */
export type Selectors = readonly string[];

/** What a call site's page looks like. Sites are data: one declaration per file, no code. */
export interface Site {
  readonly id: string;
  /** Host names, exact or with a leading `*.`. */
  readonly hosts: readonly string[];
  /** Paths of the site that are never a call. */
  readonly notCalls: RegExp | null;
  readonly state: { readonly inCall: Selectors; readonly ended: Selectors };
  readonly tile: Selectors;
  /** Attribute with the page's own id of the participant. */
  readonly keyAttribute: string;
  /** Attribute that says which participant the page asked for: the tile is settled once both agree. */
  readonly settledAttribute: string | null;
  readonly name: Selectors;
  /** Inside the user's own tile. */
  readonly self: Selectors;
  /** Texts of icon ligatures that only the user's own tile holds. */
  readonly selfLigatures: readonly string[];
  /** Inside (or on) a tile that shows a screen, not a person. */
  readonly share: Selectors;
  /** A tile whose value of this attribute differs from its key shows a screen. */
  readonly mediaAttribute: string | null;
  readonly media: Selectors;
}

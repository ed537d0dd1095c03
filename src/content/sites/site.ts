/** An ordered list of selectors, best first; the first that finds something wins. */
export type Selectors = readonly string[];

/** What a call site's page looks like. Sites are data: one declaration per file, no code. */
export interface Site {
  readonly id: string;
  /** Host names, exact or with a leading `*.`. */
  readonly hosts: readonly string[];
  /** What only pages of this site hold, for software that anybody may run under a host name of their own. */
  readonly marks: Selectors;
  /** Paths of the site that are never a call. */
  readonly notCalls: RegExp | null;
  /** A frame of the same origin that holds the whole client: where there is one, it is the page. */
  readonly frame: Selectors;
  /** Whatever is neither `ended` nor `inCall`, in this order, is the lobby. */
  readonly state: { readonly inCall: Selectors; readonly ended: Selectors };
  readonly tile: Selectors;
  readonly key: {
    /** Elements inside the tile that carry the participant's id; none for the tile itself. */
    readonly within: Selectors;
    readonly attribute: string;
    /** Finds the id in the attribute's value, as its first group; null where the value is the id. */
    readonly form: RegExp | null;
    /** Whether the id may be the tile's rather than a person's: then the name belongs to the key, and without a name there
     * is none. */
    readonly named: boolean;
    /** Attribute that says which participant the page asked for: the tile is settled once both agree. */
    readonly settled: string | null;
    /** Ids that are a place for changing people, for example the one who speaks: the name tells who it is. */
    readonly channels: readonly string[];
    /** Ids that are nobody's. */
    readonly nobody: readonly string[];
    /** Whether a tile without an id (camera off) is a participant too, known by name only. */
    readonly optional: boolean;
  };
  /** Elements whose text, or whose `alt` for an image, is the name. */
  readonly name: Selectors;
  /** Inside (or on) the user's own tile. */
  readonly self: Selectors;
  /** Texts of icon ligatures that only the user's own tile holds. */
  readonly selfLigatures: readonly string[];
  /** Inside (or on) a tile that shows a screen, not a person. */
  readonly share: Selectors;
  /** Inside (or on) a tile whose camera is off, whatever its video says. */
  readonly cameraOff: Selectors;
  /** A tile whose value of this attribute differs from its key shows a screen. */
  readonly mediaAttribute: string | null;
  readonly media: Selectors;
  /** Attribute of the video or of an element around it that changes with the stream. */
  readonly streamAttribute: string | null;
  /** How a tile shows that its participant speaks: elements whose class keeps changing meanwhile, or elements in (or on)
   * the tile that are there only then. Null if the site is not known to show it. */
  readonly speaking: { readonly changing: Selectors } | { readonly present: Selectors } | null;
  /** Inside the tile while the microphone is off, and while it is on; if neither is there, nobody knows. */
  readonly muted: { readonly yes: Selectors; readonly no: Selectors };
  /** For tiles without a video: an element of the tile that marks its place on a canvas, and where that canvas is. */
  readonly canvas: { readonly player: Selectors; readonly host: string; readonly canvas: Selectors } | null;
}

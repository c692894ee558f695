import type { LspRange } from "../protocol.ts";
import type { CursorSpot } from "../spot.ts";

/** How the word at the cursor is written into the file. */
export interface Typed {
  /** What has been typed of it. */
  prefix: string;
  /** The word, to be replaced. */
  range: LspRange;
  /** Nothing stands before it on its line: what is chosen may be a key. */
  ownLine: boolean;
  /** A colon follows already. */
  hasColon: boolean;
  spot: CursorSpot;
}

import { createHash } from "node:crypto";
import type { ReeveConfig, ReeveResults, Result } from "../../../../schemas/index.ts";
import type { Severity } from "../../../language/index.ts";
import type { Selection } from "../../selection.ts";
import type { Attestation, Baseline, Waiver } from "../../waive/kept.ts";

/** One side of an edit: the rules, what configuration sets, and what was decided. */
export interface EnforcedSide {
  selection: Selection;
  config: Pick<ReeveConfig, "failOn" | "allowUnknown" | "maxAge" | "bindings" | "waivers">;
  acceptedGaps: NonNullable<ReeveConfig["acceptedGaps"]>;
  waivers: readonly Waiver[];
  attestations: readonly Attestation[];
  baseline: Baseline | null;
}

/** Before and after an edit. */
export interface Enforced {
  before: EnforcedSide;
  now: EnforcedSide;
}

/** A way in which an edit enforces less than before. */
export interface Weakening {
  code: NonNullable<NonNullable<ReeveResults["gate"]>["weakenings"]>[number]["code"];
  /** The rule that it is about; null where it is about a setting. */
  rule: string | null;
  pack: string | null;
  /** What it lets pass that was enforced: null where that does not depend on a severity. */
  severity: Severity | null;
  text: string;
  /** File of a waiver or attestation that is new or looser: whoever owns it decides. */
  file: string | null;
  fingerprint: string;
}

/** Findings that an edit does away with, or makes less: what the comparison of results shows. */
export interface LostFindings {
  fixed: readonly Result[];
  changed: readonly { before: Result; after: Result }[];
}

/** Names one weakening exactly: `what` is all that makes it another. */
export const weakeningPrint = (code: string, rule: string | null, what: unknown): string =>
  `v1:${createHash("sha256")
    .update(JSON.stringify(["weakening", code, rule, what]))
    .digest("hex")}`;

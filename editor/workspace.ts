import type { CheckedRule, ConfigNames, EventCatalogue, RuleTestOptions, WaiveContext } from "../engine/index.ts";
import type { ReeveDocument } from "../schemas/index.ts";

/** A rule file that lies in the workspace or in a shipped pack, open or not. */
export interface RuleEntry {
  id: string;
  path: string;
  pack: string;
  title: string;
}

/** The snapshot that values and counts are taken from, and what to call it: `sample`, or the file's name. */
export interface Sample {
  document: ReeveDocument;
  name: string;
}

/** The rules of a pack that are valid, and of how many files it is. */
export interface PackRules {
  rules: readonly CheckedRule[];
  files: number;
}

/** What waivers and attestations are compared with. */
export interface DecisionTerms extends Pick<WaiveContext, "now" | "maxDays"> {
  rules?: readonly CheckedRule[];
}

/** What the handlers may know of the world outside the text at hand. Paths are absolute. */
export interface Workspace {
  /** Text of a file, as the editor has it where it is open; null where there is none. */
  read: (path: string) => string | null;
  /** Rules that a check from this file's folder would load. Rebuilt when a file on disk changes, not at a keystroke. */
  rules: (from: string) => readonly RuleEntry[];
  /** Whether the file lies in a folder of rules. */
  inRules: (path: string) => boolean;
  /** What the reeve.yaml at this path may name; null where that is not known. Rebuilt when a file on disk changes. Left out where there is no disk. */
  configNames?: (config: string) => ConfigNames | null;
  /** Which of these folders and files, as the reeve.yaml at this path names them, are not there. Left out where there is no disk. */
  absentFolders?: (config: string, folders: readonly string[]) => string[];
  /** Which of these paths, as the reeve.yaml names them, lead out of its repository. Left out where there is no disk. */
  pathsOutside?: (config: string, paths: readonly string[]) => string[];
  /** The sound rules of the pack whose pack.yaml this is, and of how many files it is; null where that is not known. Left out where there is no disk. */
  packRules?: (packFile: string) => PackRules | null;
  /**
   * The time by the clock, how long waivers may hold by the reeve.yaml of the file's folder, and every rule that a check beside it would load: none where one
   * of them is not valid. Left out where there is no disk.
   */
  terms?: (path: string) => DecisionTerms;
  /** Null until it has been read, and when there is none. */
  sample: () => Sample | null;
  /** Events that AWS records; null until the list has been read. */
  events: () => EventCatalogue | null;
  normalizeRecords: RuleTestOptions["normalizeRecords"];
}

import type { ConfigNames, EventCatalogue, RuleTestOptions, WaiveContext } from "../engine/index.ts";
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
  /** The time by the clock, and how long waivers may hold by the reeve.yaml of the file's folder. Left out where there is no disk. */
  terms?: (path: string) => Pick<WaiveContext, "now" | "maxDays">;
  /** Null until it has been read, and when there is none. */
  sample: () => Sample | null;
  /** Events that AWS records; null until the list has been read. */
  events: () => EventCatalogue | null;
  normalizeRecords: RuleTestOptions["normalizeRecords"];
}

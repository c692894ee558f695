import type { UnknownMark } from "../../document/index.ts";
import type { Condition, ParamValue, PathOperand, TruthName } from "../language/index.ts";
import type { UserKey } from "./keys.ts";
import type { Regranted } from "./regrant.ts";

/** What a path holds for the finding at hand. */
export type ReadPath = { kind: "value"; value: unknown } | { kind: "unknown"; gap: string; mark?: UnknownMark } | { kind: "no-document" };

/** How a plan reads the finding: the engine's own path reading, bound to one rule and one resource. */
export interface FindingReader {
  /** A list of references reads as its ids. */
  path: (path: PathOperand) => ReadPath;
  /** The elements of a list for which a condition holds, each read as the element of an iteration. `gaps`: why there may be others, in words. */
  elements: (
    list: PathOperand,
    where: Condition | null,
  ) => { kind: "elements"; readings: FindingReader[]; gaps: string[] } | { kind: "unknown"; gap: string } | { kind: "no-document" };
  /** Whether a condition holds for the finding. Without the document it is unknown. */
  holds: (condition: Condition) => TruthName;
  param: (name: string) => ParamValue | undefined;
  /** The account's own entry, as far as it may be read for this finding. */
  account: () => ReadPath;
  /** The trail of this ARN or name; null when there is none. */
  trail: (key: string) => ReadPath;
  /** All access keys of a user; null where they are not known. */
  keys: (userName: string) => readonly UserKey[] | null;
  /** Whether an access key is known to be inactive. */
  isInactiveKey: (keyId: string) => boolean;
  /** Whether a policy, or a group by what it holds, allows everything. */
  admin: (what: Regranted) => boolean | "unknown";
  /** What a gap's id stands for, in words. */
  gap: (id: string) => string;
}

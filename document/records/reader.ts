import type { document, Gap, Unknown } from "../../schemas/index.ts";
import { isRaw, member } from "../raw.ts";
import { flagIn } from "./documented.ts";
import { type RecordGaps, recordGap } from "./event-gaps.ts";
import { omittedPaths } from "./truncation.ts";
import { lacksCallerType } from "./unpack.ts";
import { unreadableMembers } from "./unreadable.ts";

type Maybe<T> = T | null | Unknown;

/** Reads typed values out of one unpacked record by dotted path; what was truncated or is of a wrong type is unknown, what is missing is null. */
export interface RecordReader {
  /** eventSource without its domain, a colon, and eventName: iam:DetachUserPolicy. */
  call: string;
  value(path: string): unknown;
  text(path: string): Maybe<string>;
  /** The text, or the mark that says that records of this call do not name it. */
  required(path: string): string | Unknown;
  /** A boolean; AWS writes some as text. */
  flag(path: string): Maybe<boolean>;
  /** The mark of a path that cannot be read, or of what contains it. */
  unknownAt(path: string): Unknown | null;
  /** The mark for what records of this call, or of all IAM calls, do not tell. */
  notInRecord(what: "parameters" | "arn"): Unknown;
  /** The mark of a member that AWS writes in every record of this call, and that this one lacks. */
  missing(path: string): Unknown;
  unparseable(path: string): Unknown;
  /** Makes unknown what a record lacks of texts of its request that AWS writes in every record of such a call. */
  require(paths: readonly string[]): void;
  unknownPaths: document.UnknownPath[];
}

/** Steps of the paths that are read: a few dozen, each read in every record. */
const STEPS = new Map<string, readonly string[]>();

function stepsOf(path: string): readonly string[] {
  const known = STEPS.get(path);
  if (known) return known;
  const steps = path.split(".");
  // Paths that name what a record holds would be without number.
  if (STEPS.size < MAX_PATHS) STEPS.set(path, steps);
  return steps;
}

const MAX_PATHS = 1_000;
const CALLER_TYPE = "userIdentity.type";
const REQUEST = "requestParameters";

const isGiven = (value: unknown): boolean => typeof value === "string" && value !== "";

export function recordReader(record: Record<string, unknown>, id: string, gaps: RecordGaps, unknown: readonly document.UnknownPath[] = []): RecordReader {
  const call = `${String(member(record, "eventSource")).replace(/\.amazonaws\.com(\.cn)?$/, "")}:${String(member(record, "eventName"))}`;
  const marks = new Map<string, Unknown>();
  const gap = (reason: Gap["reason"], path: string, message: string) => gaps.mark(recordGap(reason, `${path} of event ${id}`, message));
  const unparseable = (path: string) => gap("Unparseable", path, "The value is not one that AWS writes there");

  for (const known of unknown) marks.set(known.path, { $unknown: known.gap });
  for (const path of unreadableMembers(record)) {
    if (!marks.has(path)) marks.set(path, unparseable(path));
  }
  if (lacksCallerType(record) && !marks.has(CALLER_TYPE))
    marks.set(CALLER_TYPE, gap("NotInRecord", CALLER_TYPE, "The record names its caller, and lacks the caller's type, which AWS writes in every such record"));
  for (const path of omittedPaths(record)) {
    if (!marks.has(path)) marks.set(path, gap("Truncated", path, "CloudTrail left this part out because of its size (omitted: true)"));
  }

  const unknownPaths = [...marks].map(([path, mark]) => gaps.unknownPath(path, mark));
  const unknownAt = (path: string): Unknown | null => {
    if (marks.size === 0) return null;
    for (let end = path.length; end > 0; end = path.lastIndexOf(".", end - 1)) {
      const mark = marks.get(path.slice(0, end));
      if (mark) return mark;
    }
    return null;
  };
  const value = (path: string): unknown => {
    let found: unknown = record;
    for (const step of stepsOf(path)) found = member(found, step);
    return found;
  };
  const notInRecord = (what: "parameters" | "arn"): Unknown =>
    gaps.mark(
      what === "arn"
        ? recordGap("NotInRecord", "ARNs of users, groups and roles", "Records of IAM calls give the name, not the path")
        : recordGap(
            "NotInRecord",
            `records of ${call}`,
            "The record does not name all that the call concerned; AWS leaves the parameters of denied IAM calls out",
          ),
    );
  const text = (path: string): Maybe<string> => {
    const mark = unknownAt(path);
    if (mark) return mark;
    const found = value(path);
    if (found === undefined || found === null || found === "") return null;
    return typeof found === "string" ? found : unparseable(path);
  };
  return {
    call,
    value,
    text,
    required: (path) => text(path) ?? notInRecord("parameters"),
    flag(path) {
      const found = unknownAt(path) ?? value(path);
      const answer = flagIn(found);
      if (answer !== null) return answer;
      if (found === undefined || found === null || found === "") return null;
      return unknownAt(path) ?? unparseable(path);
    },
    unknownAt,
    notInRecord,
    missing: (path) => gap("NotInRecord", path, `AWS writes it in every record of ${call}, and this record lacks it`),
    unparseable,
    require(paths) {
      if (paths.length === 0 || unknownAt(REQUEST)) return;
      const lacking = isRaw(value(REQUEST)) ? paths.filter((path) => !isGiven(value(path)) && !unknownAt(path)) : [REQUEST];
      for (const path of lacking) {
        const found = value(path) ?? "";
        const mark =
          found === "" ? gap("NotInRecord", path, `AWS writes it in every record of ${call} that succeeded, and this record lacks it`) : unparseable(path);
        marks.set(path, mark);
        unknownPaths.push(gaps.unknownPath(path, mark));
      }
    },
    unknownPaths,
  };
}

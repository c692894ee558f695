import type { document, Gap, Unknown } from "../../schemas/index.ts";
import { type GapRegister, gapRegister } from "../gap-register.ts";

/** Takes what records do not say. */
export interface RecordGaps {
  mark(gap: Gap): Unknown;
  /** An entry of an event's `unknownPaths`. */
  unknownPath(path: string, mark: Unknown): document.UnknownPath;
}

/** A gap register that also keeps the gap ids of `unknownPaths` in step when the gaps get their numbers. */
export interface EventGaps extends RecordGaps {
  /** Gives final ids to all marks and paths handed out, and returns the document's `gaps`. Call it once, last. */
  number(): Record<string, Gap>;
}

export function eventGaps(register: GapRegister = gapRegister()): EventGaps {
  const paths: { entry: document.UnknownPath; mark: Unknown }[] = [];
  return {
    mark: (gap) => register.mark(gap),
    unknownPath(path, mark) {
      const entry = { path, gap: mark.$unknown };
      paths.push({ entry, mark });
      return entry;
    },
    number() {
      const gaps = register.number();
      for (const { entry, mark } of paths) entry.gap = mark.$unknown;
      return gaps;
    },
  };
}

/** Where the gaps of records stand in `source`. */
const RECORD = "CloudTrail record";

/** A gap within one record, or of what no record of its sort tells. */
export const recordGap = (reason: Gap["reason"], scope: string, message: string): Gap => ({
  source: RECORD,
  reason,
  deniedBy: null,
  permission: null,
  scope,
  message,
});

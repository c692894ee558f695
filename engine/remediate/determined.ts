import type { Advice } from "../language/index.ts";
import type { FindingReader } from "./reading.ts";

/**
 * What a placeholder stands for where the account leaves one candidate. Candidates are the elements that its `supply` names by one value each, as
 * `{ text: "{{item.arn}}", forEach: … }` does; where there may be others, nothing is determined.
 */
export function determinedBy(supply: Readonly<Record<string, readonly Advice[]>>, reading: FindingReader): ReadonlyMap<string, string> {
  const determined = new Map<string, string>();
  for (const [name, advice] of Object.entries(supply)) {
    const [value, ...others] = new Set(advice.flatMap((each) => candidatesOf(each, reading)));
    if (typeof value === "string" && others.length === 0) determined.set(name, value);
  }
  return determined;
}

/** Null for one that is not known. */
function candidatesOf({ text, forEach, when }: Advice, reading: FindingReader): (string | null)[] {
  const [only] = text;
  if (!forEach || text.length !== 1 || typeof only !== "object" || only.kind !== "path") return [];
  if (when !== null && reading.holds(when) !== "true") return reading.holds(when) === "false" ? [] : [null];
  const found = reading.elements(forEach.list, forEach.where);
  if (found.kind !== "elements") return [null];
  const values = found.readings.map((each) => {
    const read = each.path(only);
    return read.kind === "value" && typeof read.value === "string" && read.value !== "" ? read.value : null;
  });
  return found.gaps.length > 0 ? [...values, null] : values;
}

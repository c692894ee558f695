import type { Part } from "./automaton.ts";
import { regexPart } from "./regex-part.ts";

/** What every text of a part has: so many characters at least, and whether it begins or ends where the whole text does. Null where no text is one. */
interface Extent {
  least: number;
  atStart: boolean;
  atEnd: boolean;
}

/** Whether an expression has `$` before, or `^` behind, something that takes a character: no text meets it. False where that is not certain. */
export function edgesInside(expression: string): boolean {
  if (!/[^^].*\^|\$./s.test(expression)) return false;
  const part = regexPart(expression);
  return part !== null && extentOf(part) === null;
}

function extentOf(part: Part): Extent | null {
  if (part.kind === "set") return { least: 1, atStart: false, atEnd: false };
  if (part.kind === "edge") return { least: 0, atStart: part.edge === "start", atEnd: part.edge === "end" };
  if (part.kind === "sequence") return part.parts.reduce<Extent | null>((before, one) => (before ? followed(before, extentOf(one)) : null), NOTHING);
  if (part.kind === "repeat") return part.least === 0 ? NOTHING : extentOf(part.part);
  const possible = part.parts.map(extentOf).filter((one) => one !== null);
  if (possible.length === 0) return null;
  return {
    least: Math.min(...possible.map(({ least }) => least)),
    atStart: possible.every(({ atStart }) => atStart),
    atEnd: possible.every(({ atEnd }) => atEnd),
  };
}

const NOTHING: Extent = { least: 0, atStart: false, atEnd: false };

function followed(before: Extent, after: Extent | null): Extent | null {
  if (!after || (before.atEnd && after.least > 0) || (after.atStart && before.least > 0)) return null;
  return { least: before.least + after.least, atStart: before.atStart || after.atStart, atEnd: before.atEnd || after.atEnd };
}

import { number } from "../layout.ts";
import { SEVERITY_ORDER } from "../number.ts";
import type { Item } from "./parts.ts";

export interface Section {
  title: string;
  items: readonly Item[];
}

interface Placed {
  section: number;
  index: number;
  item: Item;
}

/** Room that a section's heading and the sentence about what is left out of it take at most. */
const HEADING = 250;

/**
 * The sections as far as they fit: what blocks first, then by severity, then in order; told at length, then in a line, then counted. From the first item that
 * does not fit even in a line, none is told: nothing slight takes the place of something grave.
 */
export function fitted(sections: readonly Section[], room: number, sizeOf: (text: string) => number): string {
  const all: Placed[] = sections.flatMap(({ items }, section) => items.map((item, index) => ({ section, index, item })));
  all.sort(
    (a, b) =>
      a.item.rank - b.item.rank ||
      SEVERITY_ORDER.indexOf(a.item.severity) - SEVERITY_ORDER.indexOf(b.item.severity) ||
      a.section - b.section ||
      a.index - b.index,
  );
  let left = room - sections.length * HEADING;
  const told = new Map<Item, string>();
  // A line for each comes first: what follows in full may not push a graver one out.
  const lines = all.map(({ item }) => sizeOf(item.brief) + 1);
  let kept = 0;
  for (const size of lines) {
    if (size > left) break;
    left -= size;
    kept++;
  }
  let atLength = true;
  for (const [at, { item }] of all.slice(0, kept).entries()) {
    const grows = sizeOf(item.full) + 1 - (lines[at] ?? 0);
    if (atLength && grows <= left) {
      left -= grows;
      told.set(item, item.full);
    } else {
      atLength = false;
      told.set(item, item.brief);
    }
  }
  return sections.flatMap((section) => sectionText(section, told)).join("\n");
}

function sectionText({ title, items }: Section, told: ReadonlyMap<Item, string>): string[] {
  if (items.length === 0) return [];
  const total = items.reduce((sum, { count }) => sum + count, 0);
  const shown = items.flatMap((item) => told.get(item) ?? []);
  const hidden = items.filter((item) => !told.has(item));
  const counts = SEVERITY_ORDER.flatMap((severity) => {
    const count = hidden.filter((item) => item.severity === severity).reduce((sum, item) => sum + item.count, 0);
    return count > 0 ? [`${number(count)} ${severity}`] : [];
  });
  const rest = hidden.length > 0 ? [`\n_Left out, for want of room: ${counts.join(", ")}. The job's other reports list all._\n`] : [];
  return [`#### ${title} (${number(total)})\n`, ...shown, ...rest, ""];
}

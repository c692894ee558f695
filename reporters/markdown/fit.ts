import { number } from "../layout.ts";
import { SEVERITY_ORDER } from "../number.ts";
import type { ReportItem } from "./parts.ts";

export interface MarkdownSection {
  title: string;
  items: readonly ReportItem[];
}

interface Placed {
  section: number;
  index: number;
  item: ReportItem;
}

/** Room that a section's heading and the sentence about what is left out of it take at most. */
const HEADING = 250;

/**
 * The sections as far as they fit: what blocks first, then by severity, then in order; told at length, then in a line, then counted. From the first item that
 * does not fit even in a line, none is told: nothing slight takes the place of something grave.
 */
export function fitted(sections: readonly MarkdownSection[], room: number, sizeOf: (text: string) => number): string {
  const all: Placed[] = sections.flatMap(({ items }, section) => items.map((item, index) => ({ section, index, item })));
  all.sort(
    (a, b) =>
      a.item.rank - b.item.rank ||
      SEVERITY_ORDER.indexOf(a.item.severity) - SEVERITY_ORDER.indexOf(b.item.severity) ||
      a.section - b.section ||
      a.index - b.index,
  );
  const shownTexts = new Map<ReportItem, string>();
  let left = room - sections.length * HEADING;
  // Most of the room goes to a line for each, so that a long text pushes nothing more severe out; the rest to the most severe at length.
  const forDetail = left / 3;
  for (const { item } of all) {
    const line = item.brief();
    const size = sizeOf(line) + 1;
    if (size > left - forDetail) break;
    left -= size;
    shownTexts.set(item, line);
  }
  for (const [item, line] of shownTexts) {
    const text = item.full();
    const grows = sizeOf(text) - sizeOf(line);
    if (grows > left) break;
    left -= grows;
    shownTexts.set(item, text);
  }
  return sections.flatMap((section) => sectionText(section, shownTexts)).join("\n");
}

function sectionText({ title, items }: MarkdownSection, shownTexts: ReadonlyMap<ReportItem, string>): string[] {
  if (items.length === 0) return [];
  const total = items.reduce((sum, { count }) => sum + count, 0);
  const shown = items.flatMap((item) => shownTexts.get(item) ?? []);
  const hidden = items.filter((item) => !shownTexts.has(item));
  const counts = SEVERITY_ORDER.flatMap((severity) => {
    const count = hidden.filter((item) => item.severity === severity).reduce((sum, item) => sum + item.count, 0);
    return count > 0 ? [`${number(count)} ${severity}`] : [];
  });
  const rest = hidden.length > 0 ? [`\n_Left out, because the text would be too long: ${counts.join(", ")}. The job's other reports list all._\n`] : [];
  return [`#### ${title} (${number(total)})\n`, ...shown, ...rest, ""];
}

import type { ReeveResults } from "../schemas/index.ts";
import { number, plural, wrap } from "./layout.ts";
import { short, visible } from "./visible.ts";

const SHOWN = 3;

/** What became of the event files that were given, in one or two lines; none where none were. All rows stand in the JSON. */
export function ledgerLines({ ledger }: ReeveResults, width: number): string[] {
  if (!ledger) return [];
  const { files, records, rows } = ledger;
  const parts = [
    `${number(files.read)} read`,
    ...(files.gaps > 0 ? [plural(files.gaps, "gap")] : []),
    ...(files.notRecords > 0 ? [`${number(files.notRecords)} not CloudTrail records`] : []),
  ];
  const counts = [
    plural(records.read, "record"),
    ...(records.repeated > 0 ? [`${number(records.repeated)} repeated`] : []),
    ...(records.insights > 0 ? [plural(records.insights, "Insights event")] : []),
    ...(records.broken > 0 ? [`${number(records.broken)} broken`] : []),
  ];
  const lines = wrap(`Event files: ${number(files.found)} found (${parts.join(", ")}), ${counts.join(", ")}`, width);
  const others = rows.filter(({ outcome }) => outcome === "not-records");
  if (others.length === 0) return lines;
  const named = others.slice(0, SHOWN).map(({ path, message }) => `${visible(path)}: ${short(message ?? "", 100)}`);
  const more = others.length > SHOWN ? [`and ${number(others.length - SHOWN)} more (--format json lists all)`] : [];
  return [...lines, ...wrap(`Not CloudTrail records: ${[...named, ...more].join("; ")}`, width)];
}

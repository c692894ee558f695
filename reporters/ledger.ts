import type { ReeveResults } from "../schemas/index.ts";
import { number, plural, wrap } from "./layout.ts";
import { short, visible } from "./visible.ts";

const SHOWN = 3;

/** What became of the event files that were given, in one or two lines; none where none were. All rows stand in the JSON. */
export function ledgerLines({ ledger, gaps }: ReeveResults, width: number): string[] {
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
  lines.push(...wrapped("Read in part", partly(rows, gaps), width));
  const others = rows.filter(({ outcome }) => outcome === "not-records");
  return [...lines, ...wrapped("Not CloudTrail records", others, width)];
}

type Row = NonNullable<ReeveResults["ledger"]>["rows"][number];

/** Files that are named by no gap above: some members of their records were not read. */
function partly(rows: readonly Row[], gaps: ReeveResults["gaps"]): Row[] {
  const named = new Set(Object.values(gaps).map(({ source }) => source));
  return rows.filter(({ path, outcome, records }) => outcome === "gap" && records > 0 && !named.has(path));
}

function wrapped(title: string, rows: readonly Row[], width: number): string[] {
  if (rows.length === 0) return [];
  const named = rows.slice(0, SHOWN).map(({ path, message }) => `${visible(path)}: ${short(message ?? "", 600)}`);
  const more = rows.length > SHOWN ? [`and ${number(rows.length - SHOWN)} more (--format json lists all)`] : [];
  return wrap(`${title}: ${[...named, ...more].join("; ")}`, width);
}

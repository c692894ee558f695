import { jsonText, type ReeveResults, type Result } from "../schemas/index.ts";
import { detailed, type ReportOptions } from "./options.ts";

/** The contract itself, one result a line; the same results give the same bytes. */
export function* json(results: ReeveResults, options: ReportOptions): Iterable<string> {
  const { schema, document, packs, rules, results: judged, counts, gaps, accepted, summary, waivers, attestations, ledger, ...rest } = results;
  yield `{"schema":${jsonText(schema)},\n"document":${jsonText(document)},\n"packs":${jsonText(packs)},\n`;
  yield* list("rules", rules);
  yield* list("results", judged, (result: Result) => withFacts(detailed(result, options), options));
  yield* list("counts", counts);
  yield `"gaps":${jsonText(gaps)},\n`;
  yield* list("accepted", accepted);
  if (waivers) yield* list("waivers", waivers);
  if (attestations) yield* list("attestations", attestations);
  if (ledger) {
    yield `"ledger":{"files":${jsonText(ledger.files)},"records":${jsonText(ledger.records)},`;
    yield* list("rows", ledger.rows, undefined, "}");
  }
  // Members that come with some commands only, such as `gate`.
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) yield `${jsonText(name)}:${jsonText(value)},\n`;
  yield `"summary":${jsonText(summary)}}\n`;
}

/** A finding with the tests that made it one. */
function withFacts(result: Result, { factsOf }: ReportOptions): Result {
  const facts = factsOf?.(result);
  return facts ? { ...result, facts } : result;
}

const PIECE_CHARACTERS = 65_536;

function* list<Item>(name: string, items: Item[], shown: (item: Item) => unknown = (item) => item, end = ""): Iterable<string> {
  let piece = `"${name}":[`;
  for (const [index, item] of items.entries()) {
    piece += `${index === 0 ? "\n" : ",\n"}${jsonText(shown(item))}`;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = "";
  }
  yield `${piece}]${end},\n`;
}

import { waive } from "../../engine/index.ts";
import { plural, short, stateText, unreadLines, visible, wrap } from "../../reporters/index.ts";
import type { ReeveResults } from "../../schemas/index.ts";
import type { LoadedDecisions } from "../decisions/load-decisions.ts";
import { type DecisionInput, decisionInput, loadResults, loadRulesAndDecisions } from "../decisions/load-results.ts";
import type { DecisionFlags } from "../flags.ts";
import type { Io } from "../io.ts";

const NOTHING: Pick<ReeveResults, "document" | "rules" | "results" | "counts" | "summary"> = {
  document: { sha256: "", collectedAt: "1970-01-01T00:00:00Z", accounts: [] },
  rules: [],
  results: [],
  counts: [],
  summary: {
    status: { pass: 0, fail: 0, unknown: 0, "not-applicable": 0 },
    severity: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
    controls: [],
    coverage: { decided: 0, total: 0, gapsUnaccepted: [] },
  },
};

const BAD: ReadonlySet<string> = new Set(["expired", "too-broad", "outgrown", "unused"]);

/**
 * For pipelines: exit code 2 when a file is malformed, 1 when a waiver or attestation is expired, too broad, outgrown or unused. Without results only
 * what the files and the clock tell can be told, and that is said.
 */
export async function waiversCheck(flags: DecisionFlags, io: Io): Promise<number> {
  const input = decisionInput(flags);
  const isJudged = input.source.kind !== "last";
  const loadedResults = isJudged ? await loadResults(input, io) : await unjudged(input, io);
  if (!loadedResults) return 2;
  const { waivers = [], attestations = [] } = loadedResults.results;
  const states = [
    ...waivers.map((each) => ({ ...each, name: each.rule, who: each.owner })),
    ...attestations.map((each) => ({ ...each, name: each.of, who: each.by })),
  ];
  const bad = states.filter(({ state }) => BAD.has(state));
  for (const each of [...bad, ...states.filter(({ state }) => state === "expiring")]) {
    const end = each.detail ?? `${plural(each.daysLeft, "day")} left`;
    const text = `${visible(each.file)}:${each.line} ${stateText(each.state)}  ${short(each.name, 120)}: ${short(end, 400)} (${short(each.who, 80)})`;
    await io.out.write(`${wrap(text, io.out.width).join("\n")}\n`);
  }
  const what = `${plural(waivers.length, "waiver")}, ${plural(attestations.length, "attestation")}: ${bad.length === 0 ? "in order" : `${bad.length} not in order`}`;
  await io.out.write(`${[what, ...unreadLines(loadedResults.kept, io.out.width, "all")].join("\n")}\n`);
  if (!isJudged && states.length > 0)
    await io.err.write(
      `${wrap("Files and dates alone were checked: --snapshot or --results tell too which are unused, too broad or outgrown.", io.err.width).join("\n")}\n`,
    );
  return bad.length > 0 ? 1 : 0;
}

async function unjudged(input: DecisionInput, io: Io): Promise<{ results: Pick<ReeveResults, "waivers" | "attestations">; kept: LoadedDecisions } | null> {
  const loaded = await loadRulesAndDecisions(input, io);
  return loaded && { results: waive(NOTHING as ReeveResults, loaded.kept, loaded.kept.context), kept: loaded.kept };
}

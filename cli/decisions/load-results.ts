import { type Comparing, comparingBy, decide } from "../../engine/index.ts";
import type { ReeveResults } from "../../schemas/index.ts";
import { decideInputOf } from "../check-input.ts";
import { decidedOrThrow } from "../decide-problem.ts";
import type { DecisionFlags } from "../flags.ts";
import { shownBy } from "../formats.ts";
import { nowInput, trustInput } from "../input.ts";
import type { Io } from "../io.ts";
import { lastCheckHere } from "../last-check-query.ts";
import { type DocumentFiles, readDocument } from "../load-document.ts";
import { refuse } from "../refuse.ts";
import { readResults } from "../results-check.ts";
import { choose, type SelectedRules, selectionOf } from "../selection/choose.ts";
import { ALL_RULES, type RuleSelection } from "../selection/sources.ts";
import { UsageError } from "../usage-error.ts";
import { decisionsOf, type LoadedDecisions, loadDecisionsOrReport } from "./load-decisions.ts";

/** What a command that compares waivers or a baseline with results was called with: flags parsed and checked once, and not read again. */
export interface DecisionInput {
  /** ISO instant. */
  now: string;
  selection: RuleSelection;
  /** Whether the rules are named, in place of those of the last check. */
  namesRules: boolean;
  /** What is evaluated; `last`: what the last check evaluated. */
  source: { kind: "results"; files: string[] } | ({ kind: "document" } & DocumentFiles) | { kind: "last" };
}

/** Parses and checks the flags. */
export function decisionInput({ results, snapshot, events, config, rules, now, ...flags }: DecisionFlags): DecisionInput {
  const trust = trustInput(flags, snapshot !== undefined);
  const isDocument = snapshot !== undefined || events !== undefined;
  if (results.length > 0 && isDocument) throw new UsageError("--results are judged already: --snapshot and --events do nothing with them.");
  return {
    now: nowInput(now),
    selection: { ...ALL_RULES, config: config ?? null, rules: rules ?? null },
    namesRules: rules !== undefined || config !== undefined,
    source:
      results.length > 0
        ? { kind: "results", files: results }
        : isDocument
          ? { kind: "document", snapshot: snapshot ?? null, events: events ?? null, trust }
          : { kind: "last" },
  };
}

/** Results with what is decided about them, and what decided it. */
export interface LoadedResults {
  results: ReeveResults;
  kept: LoadedDecisions;
  chosen: SelectedRules;
  comparing: Comparing;
  /** What the results are of, in words. */
  of: string;
}

/** Decisions as they are kept, with the rules that there are; null after saying what is wrong with either. */
export async function loadRulesAndDecisions({ selection, now }: DecisionInput, io: Io): Promise<{ kept: LoadedDecisions; chosen: SelectedRules } | null> {
  const chosen = choose(selection);
  if (await refuse(chosen, io)) return null;
  const kept = await loadDecisionsOrReport(selection, chosen, now, io);
  return kept && { kept, chosen };
}

/** Evaluates what is named; without that, what the last check evaluated, by the rules as they are now. Null after saying why there is nothing. */
export async function loadResults(input: DecisionInput, io: Io): Promise<LoadedResults | null> {
  const loaded = await loadRulesAndDecisions(input, io);
  if (!loaded) return null;
  const { kept, chosen } = loaded;
  const { source, now } = input;
  if (source.kind === "results") {
    const subject = { kind: "results" as const, parts: await readResults(source.files) };
    const { results } = await decidedOrThrow(() => decide({ ...NO_EXIT, now, subject, decisions: decisionsOf(kept) }), io);
    return { results, kept, chosen, comparing: comparingBy([], selectionOf(chosen)), of: source.files.join(", ") };
  }
  const last = source.kind === "last" ? lastCheckHere(input.selection.config) : null;
  const by = last === null || input.namesRules ? chosen : choose(last.selection);
  const document = source.kind === "document" ? await readDocument(source, io) : (last?.document() ?? null);
  if (!document) return null;
  const { results } = await decidedOrThrow(() => decide(decideInputOf(document, by, kept, shownBy([{ name: "text", file: null }]))), io);
  const of = source.kind === "document" ? [source.snapshot, ...(source.events ?? [])].filter(Boolean).join(", ") : "the last check";
  return { results, kept, chosen: by, comparing: comparingBy([document], selectionOf(by)), of };
}

/** The exit code of a check is of no use here. */
const NO_EXIT = { failOn: "none", allowUnknown: true, merge: null } as const;

import { decide } from "../../engine/index.ts";
import type { ReeveResults } from "../../schemas/index.ts";
import { decideInputOf } from "../check-input.ts";
import { decidedOrThrow } from "../decide-problem.ts";
import type { CheckFlags } from "../flags.ts";
import { shownBy } from "../formats.ts";
import { readResults } from "../gate/results-files.ts";
import { gather } from "../gather.ts";
import type { Io } from "../io.ts";
import { decisionsOf, type Kept, soundDecisions } from "../kept-decisions.ts";
import { lastCheck } from "../last.ts";
import { nowOf } from "../now.ts";
import { refuse } from "../refuse.ts";
import { type Chosen, choose } from "../selection/choose.ts";
import { UsageError } from "../usage-error.ts";

/** Flags of the commands that hold waivers or a baseline against results. */
export interface DecisionFlags extends Pick<CheckFlags, "snapshot" | "events" | "config" | "rules" | "now"> {
  /** Files of results, as `check --format json` writes them. */
  results: string[];
}

/** Results with what is decided about them, and what decided it. */
export interface Decided {
  results: ReeveResults;
  kept: Kept;
  chosen: Chosen;
  /** What the results are of, in words. */
  of: string;
}

/** Decisions as they are kept, with the rules that there are; null after saying what is wrong with either. */
export async function keptFor(flags: Pick<DecisionFlags, "config" | "rules" | "now">, io: Io): Promise<{ kept: Kept; chosen: Chosen } | null> {
  const chosen = choose(selectionOf(flags));
  if (await refuse(chosen, io)) return null;
  const kept = await soundDecisions(selectionOf(flags), chosen, nowOf(flags.now), io);
  return kept && { kept, chosen };
}

const selectionOf = ({ config, rules }: Pick<DecisionFlags, "config" | "rules">) => ({
  pack: [],
  rule: [],
  exclude: [],
  control: [],
  severity: [],
  param: [],
  ...(config === undefined ? {} : { config }),
  ...(rules === undefined ? {} : { rules }),
});

/** Judges what the flags name; without them, what the last check judged, by the rules as they are now. Null after saying why there is nothing. */
export async function decided(flags: DecisionFlags, io: Io): Promise<Decided | null> {
  if (flags.results.length > 0 && (flags.snapshot !== undefined || flags.events !== undefined))
    throw new UsageError("--results are judged already: --snapshot and --events do nothing with them.");
  const loaded = await keptFor(flags, io);
  if (!loaded) return null;
  const { kept, chosen } = loaded;
  if (flags.results.length > 0) {
    const subject = { kind: "results" as const, parts: await readResults(flags.results, io) };
    const { results } = await decidedOrThrow(decide({ ...NO_EXIT, now: kept.context.now, subject, decisions: decisionsOf(kept) }), io);
    return { results, kept, chosen, of: flags.results.join(", ") };
  }
  const isNamed = flags.snapshot !== undefined || flags.events !== undefined;
  const last = isNamed ? null : lastCheck();
  const by = last === null ? chosen : chosenThen(last.flags, flags, chosen);
  const document = last === null ? await gather(flags, chosen.rules, io) : last.document();
  if (!document) return null;
  const { results } = await decidedOrThrow(decide(decideInputOf(document, by, kept, shownBy([{ name: "text", file: null }]))), io);
  return {
    results,
    kept,
    chosen: by,
    of: isNamed ? [flags.snapshot, ...(flags.events ?? [])].filter(Boolean).join(", ") : "the last check",
  };
}

/** The exit code of a check is of no use here. */
const NO_EXIT = { failOn: "none", allowUnknown: true, merge: null } as const;

/** The rules that the last check chose, unless other ones are named. */
const chosenThen = (then: ReturnType<typeof lastCheck>["flags"], flags: DecisionFlags, chosen: Chosen): Chosen =>
  flags.rules !== undefined || flags.config !== undefined ? chosen : choose(then);

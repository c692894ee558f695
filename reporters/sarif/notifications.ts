import type { ReeveResults, Result } from "../../schemas/index.ts";
import { keptText } from "../cause.ts";
import { gapAdvice, gapTitle } from "../gap-text.ts";
import { number, plural } from "../layout.ts";
import { decisionOf } from "../standing.ts";
import { acceptanceText } from "../unknowns.ts";
import { unwatchedText } from "../unwatched.ts";
import { resourceText } from "../values.ts";
import { LIMITS, plain } from "./limits.ts";
import { physical } from "./result.ts";

/** What the notifications of a run tell, by id. */
const KINDS = {
  "evidence-gap": "Something could not be read",
  "plan-problem": "Part of a plan could not be judged",
  "gate-decision": "Why the gate, or the check, does not pass",
  "waiver-state": "A waiver that does not waive, or soon will not",
  "unwatched-call": "A write call in the records that no rule watches",
  "not-listed": "Results that this file does not list",
} as const;

export const NOTIFICATIONS = Object.entries(KINDS).map(([id, text]) => ({ id, shortDescription: { text } }));

/** As many of one kind as a reader would look through. */
const MAX_NOTIFICATIONS = 1_000;

interface Notification {
  level: "error" | "warning" | "note";
  text: string;
  locations?: { physicalLocation: ReturnType<typeof physical> }[];
}

/** Everything a reader must know besides the results: what is missing, what does not hold, what is left out. */
export function* notifications(results: ReeveResults, left: { overLimit: number; kept: readonly Result[]; otherwise: (result: Result) => string }) {
  const decided = decisionOf(results);
  yield* some("gate-decision", decided === null || decided.exitCode === 0 ? [] : decided.reasons.map((text) => ({ level: "error", text })));
  yield* some("evidence-gap", gaps(results));
  yield* some(
    "plan-problem",
    (results.gate?.problems ?? []).map(({ address, message }) => ({
      level: results.gate?.exitCode === 0 ? "warning" : "error",
      text: `${address === null ? "" : `${address}: `}${message}`,
    })),
  );
  yield* some("waiver-state", waivers(results));
  yield* some(
    "unwatched-call",
    (results.unwatched ?? []).map((call) => ({ level: "warning", text: `No rule watches ${unwatchedText(call)}` })),
  );
  yield* some("not-listed", overflow(left.overLimit));
  yield* some(
    "not-listed",
    left.kept.map((result) => ({
      level: "note",
      text: `${result.rule}: ${result.message}. ${keptText(result) ?? left.otherwise(result)} (${resourceText(result)})`,
    })),
  );
}

function* some(id: keyof typeof KINDS, list: readonly Notification[]) {
  const index = Object.keys(KINDS).indexOf(id);
  const one = ({ level, text, locations }: Notification) => ({
    descriptor: { id, index },
    level,
    message: { text: plain(text) },
    ...(locations ? { locations } : {}),
  });
  for (const notification of list.slice(0, MAX_NOTIFICATIONS)) yield one(notification);
  if (list.length > MAX_NOTIFICATIONS) yield one({ level: "warning", text: `and ${number(list.length - MAX_NOTIFICATIONS)} more of this kind` });
}

function gaps(results: ReeveResults): Notification[] {
  const accepted = new Map(results.accepted.map((entry) => [entry.gap, entry]));
  return Object.entries(results.gaps).map(([id, gap]) => {
    const acceptance = accepted.get(id);
    const end = acceptance ? acceptanceText(acceptance) : gapAdvice(gap);
    return { level: acceptance ? "note" : "warning", text: `${gapTitle(gap)}: ${gap.scope}. ${end}` };
  });
}

function waivers(results: ReeveResults): Notification[] {
  return (results.waivers ?? [])
    .filter(({ state }) => state !== "active")
    .map(({ state, rule, detail, reason, owner, expires, file, line }) => ({
      level: state === "expiring" || state === "unused" ? "note" : "warning",
      text: `The waiver of ${rule} is ${state.replaceAll("-", " ")}${detail === null ? "" : ` (${detail})`}: ${reason} (owner ${owner}, until ${expires})`,
      locations: [{ physicalLocation: physical({ file: file.replaceAll("\\", "/"), line, shipped: false }) }],
    }));
}

const overflow = (count: number): Notification[] =>
  count === 0
    ? []
    : [
        {
          level: "warning",
          text: `${plural(count, "more result")} than the ${number(LIMITS.results)} that GitHub takes of a run: the most severe are listed. --format json lists all.`,
        },
      ];

import type { ReeveResults } from "../../schemas/index.ts";
import { gapAdvice, gapTitle, reasonText } from "../gap-text.ts";
import { number, padStart, wrap } from "../layout.ts";
import type { Paint } from "../paint.ts";
import { kindText } from "../values.ts";
import { short, visible } from "../visible.ts";
import { messageOf, type NumberedResult } from "./findings.ts";

const CAUSES = 6;
const OF_A_CAUSE = 5;

interface Cause {
  title: string;
  advice: string;
  members: NumberedResult[];
}

/** What could not be judged, by what is missing; each result is named, under the first of what it lacks. */
export function unknownsText(unknowns: readonly NumberedResult[], results: ReeveResults, width: number, paint: Paint): string[] {
  const causes = new Map<string, Cause>();
  for (const shown of unknowns) {
    const { title, advice } = causeOf(shown, results);
    const known = causes.get(title);
    if (known) known.members.push(shown);
    else causes.set(title, { title, advice, members: [shown] });
  }
  const all = [...causes.values()].sort((one, other) => other.members.length - one.members.length);
  const lines = all.slice(0, CAUSES).flatMap(({ title, advice, members }) => {
    const named = members.slice(0, OF_A_CAUSE).flatMap(({ result, number: at }) => {
      const text = `${unnamedText(result)}${messageOf(result, 160)}${paint.dim(` · ${visible(result.rule)}, could be ${result.severity}`)}`;
      return wrap(text, width, `${padStart(String(at), 5)}  `);
    });
    const more = members.length - OF_A_CAUSE;
    return [
      ...wrap(title, width, `    ${paint.yellow("?")}  `),
      ...named,
      ...(more > 0 ? [paint.dim(`       and ${number(more)} more`)] : []),
      ...wrap(advice, width, `       ${paint.dim("fix   ")}`),
    ];
  });
  const left = all.length - CAUSES;
  return left > 0 ? [...lines, ...wrap(paint.dim(`… and ${number(left)} more causes: --format json lists them`), width, "       ")] : lines;
}

const KINDS_JUDGED_ONE_BY_ONE: ReadonlySet<string> = new Set(["account", "root", "event", "change"]);

/** What a result without a resource is about: those of its kind that were not read. */
const unnamedText = ({ resource: { kind, name, id } }: NumberedResult["result"]): string =>
  name === null && id === null && !KINDS_JUDGED_ONE_BY_ONE.has(kind) ? `${kindText(kind, 2)} not read: ` : "";

function causeOf({ result }: NumberedResult, results: ReeveResults): { title: string; advice: string } {
  const gaps = result.gaps.flatMap((id) => (Object.hasOwn(results.gaps, id) && results.gaps[id] ? [{ id, gap: results.gaps[id] }] : []));
  // What the plan leaves open is what the reader of a plan can do something about.
  const found = gaps.find(({ gap }) => gap.reason === "KnownAfterApply") ?? gaps[0];
  if (!found) {
    const { what, advice } = reasonText(result.reason);
    return { title: what, advice };
  }
  const { id, gap } = found;
  const accepted = results.accepted.find((entry) => entry.gap === id);
  // Of what no API says, the gap's own message does.
  if (gap.reason === "KnownAfterApply" && gap.source !== "document") {
    return {
      title: `Known only after apply: ${short(gap.scope, 200)}`,
      // What says why the plan does not show it says what to do about that.
      advice: gap.message.startsWith("Known only after")
        ? "Write the value in the configuration, or accept it with --allow-unknown and judge again after apply."
        : visible(gap.message),
    };
  }
  const until = accepted ? ` (accepted in reeve.yaml until ${visible(accepted.expires)}: ${short(accepted.reason, 160)})` : "";
  return { title: `${gapTitle(gap)}${until}`, advice: gapAdvice(gap) };
}

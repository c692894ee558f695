import type { AccessComparison, AccessWitness, ComparisonGap, ComparisonVerdict, EffectOn, PolicyEffect } from "../schemas/index.ts";
import { contextTexts, statementText } from "./access.ts";
import { wrap } from "./layout.ts";
import type { Paint } from "./paint.ts";
import { short, visible } from "./visible.ts";

const VERDICTS: Readonly<Record<ComparisonVerdict, string>> = {
  equivalent: "the new policies say the same of every request.",
  within: "the new policies allow no more, and deny no less.",
  wider: "the new policies allow more.",
  unknown: "not every request was decided.",
};

/** Why something was not decided. */
const GAPS: Readonly<Record<ComparisonGap, string>> = {
  "too-many-resources": "The resource patterns are too many to be worked out together",
  "too-many-contexts": "The conditions are too many to be worked out together",
  "too-many-actions": "The action patterns are too many to be worked out together",
  "condition-not-decided": "A condition has an operator that AWS does not document, tests several values without a set operator, or is one of too many",
  "wildcard-not-documented": "A wildcard would have to match a colon, or all resources of one account stand for a call on nothing: AWS does not document that",
  "witness-not-confirmed": "A request was found that the evaluator of single requests does not confirm",
  "names-principals": "Statements name principals: policies of resources and trust policies are not compared",
};

/** Whether policies allow more than others, for people: the verdict, a request that shows it, and the statements that decide it on both sides. */
export function comparisonText({ verdict, adds, removes, future, gaps }: AccessComparison, width: number, paint: Paint): string {
  const word = { equivalent: paint.green("Equivalent"), within: paint.green("Within"), wider: paint.red("Wider"), unknown: paint.yellow("Unknown") }[verdict];
  const sentence =
    verdict === "wider" && adds?.after.effect === "not-allowed" ? "the new policies deny less: policies beside them may then allow it." : VERDICTS[verdict];
  const lines = wrap(`${paint.bold(word)}: ${sentence}`, width);
  const add = (title: string, texts: readonly string[]): void => {
    if (texts.length > 0) lines.push("", paint.bold(title), ...texts.flatMap((text) => wrap(text, width, "  ")));
  };
  add(titleOf(adds, "Added"), witnessTexts(adds));
  add(titleOf(removes, "Taken away"), witnessTexts(removes));
  add("Not decided", gaps.map(gapText));
  add("Actions that AWS may add", [
    ...futureTexts(future.adds, "the new policies would allow, and the old ones not"),
    ...futureTexts(future.removes, "the old policies would allow, and the new ones not"),
  ]);
  return `${lines.join("\n")}\n`;
}

/** Why something was not decided, with the first actions that it is about. */
export const gapText = ({ why, actions }: AccessComparison["gaps"][number]): string =>
  `${GAPS[why]}${actions.length > 0 ? `: ${actions.slice(0, 5).map(visible).join(", ")}${actions.length > 5 ? ", …" : ""}` : ""}.`;

const titleOf = (witness: AccessWitness | null, title: string): string =>
  `${title}, for example${witness && witness.actionCount > 1 ? ` (${witness.actionCount} actions alike)` : ""}`;

const futureTexts = (witness: AccessWitness | null, what: string): string[] => (witness ? [`Such as ${visible(witness.action)}: ${what}.`] : []);

function witnessTexts(witness: AccessWitness | null): string[] {
  if (!witness) return [];
  return [...requestTexts(witness), `Before: ${effectText(witness.before)}`, `After: ${effectText(witness.after)}`];
}

/** A request: action, resource, who makes it, and the condition keys that count. */
export const requestTexts = ({ action, resource, principal, context }: Pick<AccessWitness, "action" | "resource" | "principal" | "context">): string[] => [
  `${visible(action)}${resource === "*" ? "" : ` on ${short(resource, 300)}`}`,
  `by ${short(principal, 300)}`,
  ...contextTexts(context).map((text) => `with ${text}`),
];

const EFFECTS: Readonly<Record<PolicyEffect, string>> = {
  allowed: "allowed by",
  denied: "denied by",
  "not-allowed": "no statement allows it",
  unknown: "unknown",
};

/** What policies say of a request, with the statements that say it. */
export const effectText = ({ effect, statements }: EffectOn): string =>
  statements.length === 0 ? `${EFFECTS[effect]}.` : `${EFFECTS[effect]} ${lowered(statements.map(statementText).join(" and "))}.`;

const lowered = (text: string): string => text.replaceAll("Statement ", "statement ");

import { type AnswerExplanation, type ConditionResult, explainAnswers, type Query } from "../engine/index.ts";
import { columns, evidenceText, gapAdvice, gapTitle, kindText, type Paint, padEnd, plural, short, sourceText, visible, wrap } from "../reporters/index.ts";
import type { ReeveDocument, ReeveResults } from "../schemas/index.ts";

const MAX_ROWS = 10;
const VALUES_SHOWN = 4;
const NAME_WIDTH = 24;

const TRUTHS = ["true", "false", "unknown"] as const;
type TruthName = (typeof TRUTHS)[number];

/** For which resources a condition is true, false and unknown, with the values that decided; long lists fold unless `all`. */
export function* answersText(document: ReeveDocument, query: Query, view: { width: number; all: boolean; more?: string }, paint: Paint): Iterable<string> {
  const { kind, answers, hidden } = query;
  for (const truth of TRUTHS) {
    const members = answers.filter((answer) => answer.truth === truth);
    yield `${heading(truth, paint)} ${members.length} of ${plural(answers.length, kindText(kind), kindText(kind, 2))}\n`;
    const shown = view.all ? members : members.slice(0, MAX_ROWS);
    const { explanations, gaps } = explainAnswers(document, query, shown);
    for (const [index, answer] of shown.entries()) yield* answerText(answer, explanations[index]?.deciding ?? [], view.width, paint);
    if (shown.length < members.length) yield paint.dim(`    … and ${members.length - shown.length} more${view.more ?? " (--all)"}\n`);
    if (truth === "unknown") yield* gapsText(gaps, view.width, paint);
  }
  if (hidden.length === 0) return;
  yield `${paint.yellow("?")} ${answers.length === 0 ? `no ${kindText(kind)} could be read` : `there may be more ${kindText(kind, 2)} than could be read`}\n`;
  yield* gapsText(query.gaps, view.width, paint);
}

function heading(truth: TruthName, paint: Paint): string {
  const word = truth.padEnd(7);
  return truth === "unknown" ? paint.yellow(word) : paint.bold(word);
}

function* answerText(answer: ConditionResult, values: AnswerExplanation["deciding"], width: number, paint: Paint): Iterable<string> {
  const { resource, occurrence, at } = answer;
  const name =
    occurrence === null ? short(resource.name ?? resource.arn ?? "-", 120) : `${short(resource.name ?? "", 60)} ${paint.dim(visible(`${at} ${occurrence}`))}`;
  const shownValues = values.slice(0, VALUES_SHOWN).map((value) => {
    const source = sourceText(value);
    return evidenceText(value, 160) + (source ? paint.dim(` (${source})`) : "");
  });
  const [only] = shownValues;
  const line = `    ${padEnd(name, NAME_WIDTH)}  ${only}`;
  if (values.length === 1 && columns(name) <= NAME_WIDTH && columns(line) <= width) {
    yield `${line}\n`;
    return;
  }
  yield `${wrap(name, width, "    ").join("\n")}\n`;
  for (const text of shownValues) yield `${wrap(text, width, "      ").join("\n")}\n`;
  if (values.length > VALUES_SHOWN) yield paint.dim(`      … and ${values.length - VALUES_SHOWN} more values\n`);
}

function* gapsText(gaps: ReeveResults["gaps"], width: number, paint: Paint): Iterable<string> {
  for (const gap of Object.values(gaps)) {
    yield `${wrap(`${paint.yellow("gap")} ${gapTitle(gap)}${gap.scope ? `, ${short(gap.scope)}` : ""}`, width, "    ").join("\n")}\n`;
    yield `${wrap(paint.dim(gapAdvice(gap)), width, "        ").join("\n")}\n`;
  }
}

import type { AccessLimit, LimitAnswer, LimitVerdict, RequestBeyond } from "../schemas/index.ts";
import { effectText, gapText, requestTexts } from "./access-comparison.ts";
import { sentenceStart, wrap } from "./layout.ts";
import type { Paint } from "./paint.ts";
import { short, visible } from "./visible.ts";

/** Whether policies keep within their limits, for people: of each limit the verdict, a request that goes beyond it, and the statements that allow it. */
export function limitsText(answers: readonly LimitAnswer[], width: number, paint: Paint): string {
  return answers.map((answer) => `${textOf(answer, width, paint)}\n`).join("\n");
}

function textOf({ policy, limit, verdict, request, future, gaps }: LimitAnswer, width: number, paint: Paint): string {
  const word = { within: paint.green("Within"), beyond: paint.red("Beyond"), unknown: paint.yellow("Unknown") }[verdict];
  const lines = wrap(`${paint.bold(word)}: ${sentenceOf(visible(policy), limit, verdict)}`, width);
  const add = (texts: readonly string[]): void => {
    lines.push(...texts.flatMap((text) => wrap(text, width, "  ")));
  };
  if (request) add(requestLines(request));
  add(gaps.map((gap) => `Not decided. ${gapText(gap)}`));
  if (future) add([`Actions that AWS may add, such as ${visible(future.action)}, would be beyond the limit.`]);
  return lines.join("\n");
}

function sentenceOf(policy: string, limit: AccessLimit, verdict: LimitVerdict): string {
  if (limit.kind === "forbidden") {
    const access = `${listText(limit.actions)} on ${listText(limit.resources)}`;
    const sentences: Readonly<Record<LimitVerdict, string>> = { within: "does not allow", beyond: "allows", unknown: "may allow" };
    return `${policy} ${sentences[verdict]} ${access}.`;
  }
  const sentences: Readonly<Record<LimitVerdict, string>> = { within: "allows no more than", beyond: "allows more than", unknown: "may allow more than" };
  return `${policy} ${sentences[verdict]} ${listText(limit.policies)}.`;
}

const listText = (texts: readonly string[]): string => texts.map((text) => short(text, 200)).join(", ");

function requestLines(request: RequestBeyond): string[] {
  const { reference, allowedBy, actionCount } = request;
  const [first = "", ...others] = requestTexts(request);
  return [
    `${first}${actionCount > 1 ? ` (${actionCount} actions alike)` : ""}`,
    ...others,
    sentenceStart(effectText({ effect: "allowed", statements: allowedBy })),
    ...(reference ? [`Reference: ${effectText(reference)}`] : []),
  ];
}

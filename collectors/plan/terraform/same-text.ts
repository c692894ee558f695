import { isRaw, listIn, member } from "../../../document/index.ts";
import type { WrittenExpression } from "../source/written.ts";

/** What a condition or an index may refer to beside what an expression gives. */
const OF_CONDITION = /^(?:var|local|path|terraform|data)\./;

/** Whether an attribute takes another value for each instance and no other attribute does. */
export function isAllThatDiffers(expressions: unknown, attribute: string): boolean {
  const differs = (name: string): boolean => /"(?:each|count)\./.test(JSON.stringify(member(expressions, name)));
  return isRaw(expressions) && Object.keys(expressions).every((name) => differs(name) === (name === attribute));
}

/** Whether the plan's configuration refers to what the text does: a text that does not is of another state of the configuration. */
export function saysTheSame(expression: unknown, { references, choices }: Pick<WrittenExpression, "references" | "choices">): boolean {
  const written = [...references, ...choices.flatMap((choice) => choice.references)];
  const planned = listIn(expression, "references").filter((entry) => typeof entry === "string");
  const outer = planned.filter((one) => !planned.some((other) => other !== one && (other.startsWith(`${one}.`) || other.startsWith(`${one}[`))));
  const own = outer.filter((one) => one !== "each.key" && one !== "count.index" && !written.includes(one));
  return own.every((one) => choices.length > 0 && OF_CONDITION.test(one)) && written.every((one) => outer.includes(one));
}

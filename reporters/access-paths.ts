import { type AccessGap, type EscalationStep, type PrincipalEscalation, plural } from "../schemas/index.ts";
import { statementText } from "./access.ts";
import { gapTitle } from "./gap-text.ts";
import { wrap } from "./layout.ts";
import type { Paint } from "./paint.ts";
import { short, visible } from "./visible.ts";

/** How users and roles become administrators, for people: how many, then each with its steps, the calls of each step and the statements that allow them. */
export function pathsText(escalations: readonly PrincipalEscalation[], width: number, paint: Paint): string {
  const of = (verdict: PrincipalEscalation["verdict"]): PrincipalEscalation[] => escalations.filter((one) => one.verdict === verdict);
  const can = [...of("escalates"), ...of("conditional")];
  const isOne = escalations.length === 1;
  const head = isOne ? oneText(escalations[0], paint) : allText(can.length, escalations.length, paint);
  const lines = wrap(head, width);
  const add = (title: string, found: readonly PrincipalEscalation[], texts: (one: PrincipalEscalation) => readonly (readonly [number, string])[]): void => {
    if (found.length === 0) return;
    if (!isOne) lines.push("", paint.bold(title));
    for (const one of found) {
      if (!isOne) lines.push(...wrap(short(one.principal, 300), width, "  "));
      else lines.push("");
      for (const [depth, text] of texts(one)) lines.push(...wrap(text, width, "  ".repeat(depth)));
    }
  };
  add("Can become an administrator", of("escalates"), (one) => stepTexts(one, paint));
  add("Can if a condition holds, or if something exists that the document does not show", of("conditional"), (one) => stepTexts(one, paint));
  add("Not known", of("unknown"), (one) => [...stepTexts(one, paint), ...one.gaps.flatMap(gapTexts)]);
  if (!isOne) add("Administrators", of("admin"), (one) => (one.conditions.length > 0 ? [[2, onlyText(one.conditions)]] : []));
  return `${lines.join("\n")}\n`;
}

const allText = (can: number, all: number, paint: Paint): string =>
  `${paint.bold(can === 0 ? paint.green("None") : paint.red(`${can}`))} of ${plural(all, "user or role", "users and roles")} can become an administrator.`;

function oneText(one: PrincipalEscalation | undefined, paint: Paint): string {
  const who = short(one?.principal ?? "", 300);
  const steps = plural(one?.steps.length ?? 0, "step");
  switch (one?.verdict) {
    case "admin":
      return `${paint.bold(paint.red("Yes"))}: ${who} is an administrator${one.conditions.length > 0 ? `; ${onlyText(one.conditions)}` : ""}.`;
    case "escalates":
      return `${paint.bold(paint.red("Yes"))}: ${who} can become an administrator in ${steps}.`;
    case "conditional":
      return `${paint.bold(paint.yellow("It depends"))}: ${who} can become an administrator in ${steps} if what is named holds.`;
    case "unknown":
      return `${paint.bold(paint.yellow("Not known"))}: ${who} can become an administrator if what was not read lets it.`;
    default:
      return `${paint.bold(paint.green("No"))}: ${who} cannot become an administrator by any path of the catalogue.`;
  }
}

const onlyText = (conditions: readonly string[]): string => `only as ${conditions.map((key) => short(key, 100)).join(", ")} demands`;

function stepTexts({ steps, conditions }: PrincipalEscalation, paint: Paint): (readonly [number, string])[] {
  return steps.flatMap((step, at) => [
    [
      2,
      `${at + 1}. ${whoText(steps, at)} ${visible(step.does)}${step.to === null ? "" : `: ${short(step.to, 300)}`} ${paint.dim(`(${visible(step.id)})`)}`,
    ] as const,
    ...step.calls.flatMap(({ action, resource, allowedBy }) => [
      [3, `${visible(action)}${resource === "*" ? "" : ` on ${short(resource, 300)}`}`] as const,
      ...allowedBy.map((source) => [4, `${statementText(source)} allows it`] as const),
    ]),
    ...(step.needs === null ? [] : [[3, `if there is ${visible(step.needs)}`] as const]),
    ...(step.conditions.length === 0 ? [] : [[3, onlyText(step.conditions)] as const]),
    ...(at === steps.length - 1 && conditions.length > 0 ? [[3, `what it has then counts ${onlyText(conditions)}`] as const] : []),
  ]);
}

/** The subject of a step: the first is the principal's own. */
const whoText = (steps: readonly EscalationStep[], at: number): string => (at === 0 ? "it" : `${short(steps[at]?.from ?? "", 300)}`);

const gapTexts = ({ gap }: AccessGap): (readonly [number, string])[] => [[2, `${gapTitle(gap)}: ${short(gap.message, 400)}`]];

import type { Argument, Member, PlannedStep } from "./plan.ts";

/**
 * A step with placeholders of its own: those of the first of several keep their names, `code` of the second is `code-2`. `mark` distinguishes several of one sort
 * from several of another: findings have none, elements of a list have one.
 */
export function apart(step: PlannedStep, index: number, mark = ""): PlannedStep {
  if (step.status === "withheld" || index === 0) return step;
  const renamed = (name: string): string => `${name}-${mark}${index + 1}`;
  const argument = (value: Argument): Argument => {
    switch (value.kind) {
      case "value":
        return value;
      case "text":
        return { kind: "text", parts: value.parts.map((part) => (typeof part === "string" ? part : { supply: renamed(part.supply) })) };
      case "list":
        return { kind: "list", items: value.items.map(argument) };
      case "object":
        return { kind: "object", members: members(value.members) };
    }
  };
  const members = (list: readonly Member[]): Member[] => list.map((member) => ({ ...member, argument: argument(member.argument) }));
  const explained = Object.fromEntries(Object.entries(step.explained ?? {}).map(([name, text]) => [renamed(name), text]));
  return { ...step, with: members(step.with), supply: step.supply.map(renamed), ...(step.explained ? { explained } : {}) };
}

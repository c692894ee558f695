/** Undo steps that grant again what should perhaps be granted to no one: a person is asked before each. */
import type { PlannedStep, ReadyStep, StepNote } from "./plan.ts";

/** What an undo step gives back: a managed policy by its ARN, or what a group grants. */
export type Regranted = { kind: "policy"; arn: string } | { kind: "group"; name: string };

/** What is known of it. `admin`: whether it allows everything; `rules`: those of which it is a finding. */
export interface GrantReading {
  admin: boolean | "unknown";
  rules: string[];
}

/** The steps of an undo, with a question before those that give back an administrator's rights, what was a finding itself, or what is not known. */
export const askBeforeRegrants = (steps: readonly PlannedStep[], readingOf: (what: Regranted, principal: string | null) => GrantReading): PlannedStep[] =>
  steps.map((step) => {
    if (step.status !== "ready") return step;
    const what = regrantedBy(step);
    if (what === null) return step;
    const { admin, rules } = readingOf(what, principalOf(step));
    if (admin === false && rules.length === 0) return step;
    const note: StepNote = { code: "regrants", what: what.kind === "policy" ? what.arn : `group ${what.name}`, admin, rules: [...new Set(rules)].sort() };
    return { ...step, notes: [...step.notes, note] };
  });

function regrantedBy(step: ReadyStep): Regranted | null {
  const text = (name: string): string | null => textOf(step, name);
  if (/^iam:Attach(User|Group|Role)Policy$/.test(step.call) || step.call === "iam:SetDefaultPolicyVersion") {
    const arn = text("PolicyArn");
    return arn === null ? null : { kind: "policy", arn };
  }
  const name = step.call === "iam:AddUserToGroup" ? text("GroupName") : null;
  return name === null ? null : { kind: "group", name };
}

const principalOf = (step: ReadyStep): string | null => textOf(step, "UserName") ?? textOf(step, "GroupName") ?? textOf(step, "RoleName");

function textOf(step: ReadyStep, name: string): string | null {
  const argument = step.with.find((member) => member.name === name)?.argument;
  return argument?.kind === "value" ? String(argument.value) : null;
}

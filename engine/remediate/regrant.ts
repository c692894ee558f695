/** Undo steps that grant again what should perhaps be granted to no one: a person is asked before each. */
import type { PlannedStep, ReadyStep, StepNote } from "./plan.ts";

/** Who holds an inline policy. */
export type PrincipalKind = "user" | "group" | "role";

/** What an undo step gives back: a managed policy by its ARN, an inline policy by its holder and name, or what a group grants. */
export type Regranted =
  | { kind: "policy"; arn: string }
  | { kind: "inline"; holder: PrincipalKind; principal: string; name: string }
  | { kind: "group"; name: string };

/** What is known of it. `admin`: whether it allows everything; `rules`: those of which it is a finding; `makes`: those of which the step makes one. */
export interface GrantReading {
  admin: boolean | "unknown";
  rules: string[];
  makes: string[];
}

export type ReadGrant = (what: Regranted, step: ReadyStep) => GrantReading;

/** The steps of an undo, with a question before those that give back an administrator's rights, what was or will be a finding, or what is not known. */
export const askBeforeRegrants = (steps: readonly PlannedStep[], readingOf: ReadGrant): PlannedStep[] =>
  steps.map((step) => {
    if (step.status !== "ready") return step;
    const what = regrantedBy(step);
    if (what === null) return step;
    const { admin, rules, makes } = readingOf(what, step);
    if (admin === false && rules.length === 0 && makes.length === 0) return step;
    const made = [...new Set(makes)].filter((rule) => !rules.includes(rule)).sort();
    const note: StepNote = { code: "regrants", what: nameOf(what), admin, rules: [...new Set(rules)].sort(), ...(made.length > 0 ? { makes: made } : {}) };
    return { ...step, notes: [...step.notes, note] };
  });

function nameOf(what: Regranted): string {
  if (what.kind === "policy") return what.arn;
  return what.kind === "group" ? `group ${what.name}` : `inline policy ${what.name} of ${what.holder} ${what.principal}`;
}

function regrantedBy(step: ReadyStep): Regranted | null {
  const text = (name: string): string | null => textOf(step, name);
  if (/^iam:Attach(User|Group|Role)Policy$/.test(step.call) || step.call === "iam:SetDefaultPolicyVersion") {
    const arn = text("PolicyArn");
    return arn === null ? null : { kind: "policy", arn };
  }
  const holder = INLINE[step.call];
  if (holder) {
    const [principal, inline] = [principalOf(step), text("PolicyName")];
    return principal === null || inline === null ? null : { kind: "inline", holder, principal, name: inline };
  }
  const name = step.call === "iam:AddUserToGroup" ? text("GroupName") : null;
  return name === null ? null : { kind: "group", name };
}

const INLINE: Readonly<Record<string, PrincipalKind>> = { "iam:PutUserPolicy": "user", "iam:PutGroupPolicy": "group", "iam:PutRolePolicy": "role" };

export const principalOf = (step: ReadyStep): string | null => textOf(step, "UserName") ?? textOf(step, "GroupName") ?? textOf(step, "RoleName");

function textOf(step: ReadyStep, name: string): string | null {
  const argument = step.with.find((member) => member.name === name)?.argument;
  return argument?.kind === "value" ? String(argument.value) : null;
}

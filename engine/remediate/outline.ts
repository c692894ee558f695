/** What every rendering of a remediation says in the same order: a head, then the steps of each part. */
import { variableName } from "./names.ts";
import type { PartKind, PlannedStep, ReadyStep, Remediation, RemediationPart, StepNote } from "./plan.ts";
import { sentences, visible } from "./text.ts";
import { noteText, whyWithheld } from "./words.ts";

/** Parts that hold API steps; a script with more than one is told which to run. */
export function partsWithSteps(remediation: Remediation): RemediationPart[] {
  return remediation.parts.filter((part) => part.steps.length > 0);
}

/** Of a script that has one part of several that a remediation may have: which one, so that it refuses another's name. */
export function onlyPart(parts: readonly RemediationPart[]): PartKind | null {
  const [only] = parts;
  return parts.length === 1 && only && only.kind !== "remediation" ? only.kind : null;
}

/** Steps that are rendered, of all parts. */
export function readySteps(parts: readonly RemediationPart[]): ReadyStep[] {
  return parts.flatMap((part) => part.steps).filter((step) => step.status === "ready");
}

/** Opening lines, without comment marks: what it fixes, where, and to read it first. */
export function headLines(remediation: Remediation): string[] {
  const { rule, title, message, account } = remediation;
  return [`${rule}: ${title}`, message, `${account ? `Account ${account}. ` : ""}Read it before you run it: it changes the account.`].map(visible);
}

/** What stands above a step, without comment marks; for a step that is left out, all that stands there. */
export function stepLines(step: PlannedStep, number: number): string[] {
  const head = `${number}. ${step.call}`;
  const about = step.about ? [step.about] : [];
  if (step.status === "withheld") return [...about, `${head}, ${whyWithheld(step.because)}`].map(visible);
  const supplied = step.supply.flatMap((name) => explanation(step, name)?.text ?? []);
  return [
    ...about,
    head,
    ...step.notes.map(noteText),
    ...(step.keepsAKey ? [KEEPS_A_KEY] : []),
    ...(step.onlyInactive ? [ONLY_INACTIVE] : []),
    ...supplied,
  ].map(visible);
}

/** What a placeholder of a step stands for: for a comment, and for the question that asks for it. */
export function explanation({ explained }: ReadyStep, name: string): { text: string; question: string } | null {
  const what = explained?.[name];
  return what ? { text: `${variableName(name)}: ${what}`, question: `${name} (${visible(what)})` } : null;
}

const KEEPS_A_KEY = "Made only while the user has another active access key: the script looks first.";

const ONLY_INACTIVE = "Made only while the key is inactive: the script looks first.";

/** Printed by a script that leaves an active key alone, because the step that makes it inactive was skipped; the key's id stands before it. */
export const STILL_ACTIVE = "is left as it is: it is still active, and a key is made inactive before it is deleted.";

/** Printed by a script that leaves the last active access key alone; the key's id stands before it. */
export const LAST_KEY = "is left as it is: the user has no other active access key.";

const AFTER_GAP = "An earlier step is missing, because its values are not known. Without it this step may break something.";

/** What a person must say yes to before a step; null: nothing. The answer may also be to skip it, so that a script can be taken up again where it stopped. */
export function confirmation(step: ReadyStep): string | null {
  const questions = [...(step.afterGap ? [AFTER_GAP] : []), ...(step.human ? [step.human] : []), ...warnings(step)];
  if (questions.length === 0) return null;
  return visible(`${step.call}: ${sentences([...(step.about ? [step.about] : []), ...questions])}`);
}

const ASKED: readonly StepNote["code"][] = ["lock-out", "first", "retired", "unused-too", "regrants"];

/** Notes that a person must have read before the step is made, in whatever form. */
export function warnings(step: ReadyStep): string[] {
  return step.notes.filter(({ code }) => ASKED.includes(code)).map(noteText);
}

/** The account that a script refuses to leave; null where it is not known, or where a step is made with the management account's credentials. */
export function guardedAccount(remediation: Remediation): string | null {
  const abroad = readySteps(remediation.parts).some((step) => step.call.startsWith("organizations:"));
  return abroad ? null : remediation.account;
}

export const CONFIRM_PROMPT = "Do it? [y: yes, s: skip this step, anything else: stop] ";

export const STOPPED = "Stopped: nothing from here on was done.";

/** Of a remediation whose calls are all left out. */
export const ONLY_REASONS = "No call is made, for the reasons below. The console steps may help: --as console.";

export const NOTHING = "Nothing can be rendered for this finding: the rule has no API steps.";

import { apart } from "./apart.ts";
import type { PartKind, PlannedStep, Remediation, RemediationPart } from "./plan.ts";
import { isRotation, keepingAKey, withoutWaiting } from "./rotation.ts";

const ORDER: readonly PartKind[] = ["remediation", "undo", "contain"];

/**
 * Several findings as one remediation an account, so that one script fixes them all: the same call is made once, and placeholders of different
 * findings stay apart (`serial-number`, `serial-number-2`).
 */
export function combineRemediations(remediations: readonly Remediation[]): Remediation[] {
  const accounts = new Map<string | null, Remediation[]>();
  for (const remediation of remediations) accounts.set(remediation.account, [...(accounts.get(remediation.account) ?? []), remediation]);
  return [...accounts.values()].flatMap((group) => {
    const [first] = group;
    return first ? [group.length === 1 ? first : joined(first, group)] : [];
  });
}

function joined(first: Remediation, group: readonly Remediation[]): Remediation {
  const rules = [...new Set(group.map((remediation) => remediation.rule))];
  return {
    ...first,
    rule: rules.join(", "),
    title: rules.length === 1 ? first.title : `${rules.length} rules`,
    message: `${group.length} findings`,
    references: [...new Set(group.flatMap((remediation) => remediation.references))],
    parts: ORDER.flatMap((kind) => part(kind, group) ?? []),
  };
}

/** A call that another finding needs too is made once, and says for which. */
function alsoFor(step: PlannedStep | undefined, { message }: Remediation): PlannedStep {
  if (step?.status !== "ready") throw new Error("a step that is made once is no step");
  return { ...step, notes: [...step.notes, { code: "also", message }] };
}

function part(kind: PartKind, group: readonly Remediation[]): RemediationPart | null {
  const console: string[] = [];
  const steps: PlannedStep[] = [];
  const seen = new Map<string, number>();
  const parts = group.flatMap((remediation, index) => {
    const found = remediation.parts.find((candidate) => candidate.kind === kind);
    return found ? [{ remediation, index, own: found }] : [];
  });
  // What rotates a key also retires the other one, in an order that keeps one at work: its steps come before others that retire the same.
  const ordered = [...parts.filter((each) => isRotation(each.own.steps)), ...parts.filter((each) => !isRotation(each.own.steps))];
  for (const { remediation, index, own } of ordered) {
    let about: string | null = remediation.message;
    own.console.forEach((line, at) => {
      console.push(at === 0 ? `${remediation.message}: ${line}` : line);
    });
    for (const step of own.steps) {
      const key = JSON.stringify(step.status === "ready" && step.supply.length === 0 ? [step.call, step.with, step.region] : [index, step]);
      const same = seen.get(key);
      if (same !== undefined) {
        steps[same] = alsoFor(steps[same], remediation);
        continue;
      }
      seen.set(key, steps.length);
      steps.push({ ...apart(step, index), about });
      about = null;
    }
  }
  const documents = [...new Map(parts.flatMap((each) => each.own.documents ?? []).map((document) => [JSON.stringify(document), document])).values()];
  const supply = [...new Map(parts.flatMap((each) => each.own.supply ?? []).map((value) => [JSON.stringify(value), value])).values()];
  return console.length + steps.length > 0
    ? {
        kind,
        console,
        steps: kind === "remediation" ? keepingAKey(withoutWaiting(steps)) : steps,
        ...(documents.length > 0 ? { documents } : {}),
        ...(supply.length > 0 ? { supply } : {}),
      }
    : null;
}

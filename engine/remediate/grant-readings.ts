import { sameName } from "../../document/index.ts";
import type { ReeveDocument, Result } from "../../schemas/index.ts";
import type { CheckedRule } from "../language/index.ts";
import { resolveMembers } from "./arguments.ts";
import { readingOf } from "./bind.ts";
import type { RemediationContext } from "./context.ts";
import type { GrantReading, Regranted } from "./regrant.ts";

/** Reads what an undo would give back, from the document and the other findings of the run. `finding`: the one that is undone, which does not count. */
export function grantReadings(
  finding: Result,
  adminOf: (what: Regranted) => boolean | "unknown",
  document: ReeveDocument | null,
  context: RemediationContext,
): (what: Regranted, principal: string | null) => GrantReading {
  const others = context.results.filter((result) => result.status === "fail" && result.account === finding.account && result.occurrence !== finding.occurrence);
  return (what, principal) => ({
    admin: adminOf(what),
    rules: others.filter((other) => isAbout(other, what, principal) || wasGrantedBy(other, what)).map(({ rule }) => rule),
  });

  /** A finding on state: of the policy or group itself, or of its holder where the policy is what decided. */
  function isAbout(other: Result, what: Regranted, principal: string | null): boolean {
    if (other.occurrence !== undefined) return false;
    const { kind, arn, name } = other.resource;
    if (what.kind === "group") return kind === "group" && name !== null && sameName(name, what.name);
    if (kind === "policy") return arn === what.arn;
    if (principal === null || name === null || !sameName(name, principal)) return false;
    const evidence = context.evidenceOf?.(other) ?? other.evidence;
    return evidence.some(({ value }) => [value].flat().some((each) => (each as unknown) === what.arn));
  }

  /** A finding on a record whose own undo takes this away: the grant was the finding. */
  function wasGrantedBy(other: Result, what: Regranted): boolean {
    if (other.occurrence === undefined || what.kind !== "policy") return false;
    const rule = context.rules.find(({ id, formerly }) => id === other.rule || formerly.includes(other.rule));
    return rule !== undefined && undoneArns(rule, other).includes(what.arn);
  }

  function undoneArns(rule: CheckedRule, other: Result): string[] {
    const detaching = rule.remediation?.undo?.steps.filter(({ call }) => /^iam:Detach(User|Group|Role)Policy$/.test(call)) ?? [];
    if (detaching.length === 0) return [];
    const reading = readingOf(rule, other, document, context.params);
    return detaching.flatMap((step) => {
      const members = resolveMembers(step.with, reading, new Set());
      if ("code" in members) return [];
      const argument = members.find(({ name }) => name === "PolicyArn")?.argument;
      return argument?.kind === "value" ? [String(argument.value)] : [];
    });
  }
}

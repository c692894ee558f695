import { sameName } from "../../document/index.ts";
import type { ReeveDocument, Result } from "../../schemas/index.ts";
import type { CheckedRule, RemediationStep } from "../language/index.ts";
import { resolveMembers } from "./arguments.ts";
import { readingOf } from "./bind.ts";
import type { RemediationContext } from "./context.ts";
import { principalOf, type ReadGrant, type Regranted } from "./regrant.ts";
import { findingsMadeBy } from "./regrant-findings.ts";

/**
 * Reads what an undo would give back: from the document, from the other findings of the run, and from the rules on the state of the account as the step
 * makes it. A snapshot from after the call holds no finding of what the call took away. `finding`: the one that is undone, which does not count.
 */
export function grantReadings(
  finding: Result,
  adminOf: (what: Regranted) => boolean | "unknown",
  document: ReeveDocument | null,
  context: RemediationContext,
  partition: string | null,
): ReadGrant {
  const others = context.results.filter((result) => result.status === "fail" && result.account === finding.account && result.occurrence !== finding.occurrence);
  return (what, step) => ({
    admin: adminOf(what),
    rules: others.filter((other) => isAbout(other, what, principalOf(step)) || wasGrantedBy(other, what)).map(({ rule }) => rule),
    makes: findingsMadeBy(step, finding, partition, document, context),
  });

  /** A finding on state: of the policy or group itself, or of its holder where the policy is what decided. */
  function isAbout(other: Result, what: Regranted, principal: string | null): boolean {
    if (other.occurrence !== undefined) return false;
    const { kind, arn, name } = other.resource;
    if (what.kind === "group") return kind === "group" && name !== null && sameName(name, what.name);
    if (kind === "policy") return what.kind === "policy" && arn === what.arn;
    if (what.kind === "inline" && kind !== what.holder) return false;
    if (principal === null || name === null || !sameName(name, principal)) return false;
    const evidence = context.evidenceOf?.(other) ?? other.evidence;
    // Evidence of elements names them in its path: `user.inlinePolicies[ops].admin`.
    if (what.kind === "inline") return evidence.some(({ path }) => path.includes(`.inlinePolicies[${what.name}]`));
    return evidence.some(({ value }) => [value].flat().some((each) => (each as unknown) === what.arn));
  }

  /** A finding on a record whose own undo takes this away: the grant was the finding. */
  function wasGrantedBy(other: Result, what: Regranted): boolean {
    if (other.occurrence === undefined || what.kind === "group") return false;
    const rule = context.rules.find(({ id, formerly }) => id === other.rule || formerly.includes(other.rule));
    return rule?.remediation?.undo?.steps.some((step) => takesAway(step, rule, other, what)) ?? false;
  }

  function takesAway(step: RemediationStep, rule: CheckedRule, other: Result, what: Regranted): boolean {
    const calls = what.kind === "policy" ? /^iam:Detach(User|Group|Role)Policy$/ : /^iam:Delete(User|Group|Role)Policy$/;
    if (!calls.test(step.call)) return false;
    const members = resolveMembers(step.with, readingOf(rule, other, document, context.params), new Set());
    if ("code" in members) return false;
    const given = new Map(members.flatMap(({ name, argument }) => (argument.kind === "value" ? [[name, String(argument.value)] as const] : [])));
    if (what.kind === "policy") return given.get("PolicyArn") === what.arn;
    if (what.kind !== "inline") return false;
    const holder = given.get(HOLDERS[what.holder]);
    return given.get("PolicyName") === what.name && holder !== undefined && sameName(holder, what.principal);
  }
}

const HOLDERS = { user: "UserName", group: "GroupName", role: "RoleName" } as const;

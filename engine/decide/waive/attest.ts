import { hasRun, type ReeveResults, type Result } from "../../../schemas/index.ts";
import { daysBetween } from "./days.ts";
import type { Attestation, Decidable, NamedRule } from "./kept.ts";
import { globOrAny, ruleTest } from "./match.ts";
import type { Terms } from "./waivers.ts";

type State = NonNullable<ReeveResults["attestations"]>[number];

/** An attestation held against results: its state, and the manual results that it names. */
export interface Attested {
  attestation: Attestation;
  state: State;
  named: readonly Result[];
}

/** Control or rule, as a person writes it. */
export const attestedName = ({ of }: Pick<Attestation, "of">): string => (of.kind === "rule" ? of.rule : `${of.framework}:${of.id}`);

/** Holds attestations against results. Only what a manual rule left unknown can be attested. */
export function judgeAttestations(results: Decidable, attestations: readonly Attestation[], { today, expiringDays, rules: all }: Terms): Attested[] {
  const manual = results.results.filter(({ status, reason }) => status === "unknown" && reason === "manual");
  return attestations.map((attestation) => {
    const { file, line, account, by, at, expires } = attestation;
    const isRule = attests(attestation);
    const rules = new Set(results.rules.filter((rule) => hasRun(rule) && isRule(rule)).map(({ id }) => id));
    const isAccount = globOrAny(account);
    const named = manual.filter((result) => rules.has(result.rule) && (account === null || (result.account !== null && isAccount(result.account))));
    const daysLeft = daysBetween(today, expires);
    const ran = rules.size > 0 || all === null || all.some(isRule) ? rules.size > 0 : null;
    const verdict = verdictOf(daysLeft, named.length, ran, expiringDays, attestedName(attestation));
    return { attestation, named, state: { file, line, of: attestedName(attestation), by, at, expires, daysLeft, matches: named.length, ...verdict } };
  });
}

/** Which rules an attestation is about. */
export function attests({ of }: Pick<Attestation, "of">): (rule: NamedRule) => boolean {
  if (of.kind === "rule") return ruleTest(of.rule);
  return ({ controls }) => Object.hasOwn(controls, of.framework) && (controls[of.framework] ?? []).includes(of.id);
}

/** That no rule is what an attestation names. */
export const noneAttested = (name: string): string => `no rule is called ${name}, or answers to it`;

/** `ran`: whether a rule that it names was run; null where there is none. */
function verdictOf(daysLeft: number, matches: number, ran: boolean | null, expiringDays: number, name: string): Pick<State, "state" | "detail"> {
  if (daysLeft < 0) return { state: "expired", detail: `expired ${daysLeft === -1 ? "yesterday" : `${-daysLeft} days ago`}: attest again` };
  const state = daysLeft <= expiringDays ? "expiring" : "active";
  if (matches > 0) return { state, detail: null };
  if (ran === null) return { state: "unused", detail: noneAttested(name) };
  return ran ? { state: "unused", detail: "no manual control that it names is open" } : { state, detail: "its rule was not run this time" };
}

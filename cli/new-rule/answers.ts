import { didYouMean } from "../../document/text/index.ts";
import { SEVERITIES, type Severity } from "../../engine/index.ts";
import { type ResourceKind, TABLE } from "../../schemas/index.ts";
import type { NewRulePlace } from "./place.ts";

export type CheckedAnswer<T> = { ok: true; value: T } | { ok: false; reason: string };

export const KINDS: readonly string[] = Object.keys(TABLE.kinds);

const isKind = (typed: string): typed is ResourceKind => Object.hasOwn(TABLE.kinds, typed);
const isSeverity = (typed: string): typed is Severity => SEVERITIES.some((severity) => severity === typed);

export function kindOf(typed: string): CheckedAnswer<ResourceKind> {
  const [name = ""] = [typed, ...KINDS.filter((kind) => kind.toLowerCase() === typed.toLowerCase())].filter(isKind);
  if (isKind(name)) return { ok: true, value: name };
  return { ok: false, reason: `no resource is called ${JSON.stringify(typed)}.${didYouMean(typed, KINDS)} Resources: ${KINDS.join(", ")}.` };
}

export function severityOf(typed: string): CheckedAnswer<Severity> {
  return isSeverity(typed)
    ? { ok: true, value: typed }
    : { ok: false, reason: `no severity is called ${JSON.stringify(typed)}.${didYouMean(typed, SEVERITIES)} Severities: ${SEVERITIES.join(", ")}.` };
}

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export function idOf(typed: string, place: NewRulePlace): CheckedAnswer<string> {
  if (!KEBAB.test(typed)) return { ok: false, reason: `${JSON.stringify(typed)} is no id: small letters, digits and single hyphens, as in user-console-mfa.` };
  return place.usedIds.has(typed) ? { ok: false, reason: `a rule is called ${typed} already: give another id.` } : { ok: true, value: typed };
}

export function textOf(typed: string): CheckedAnswer<string> {
  return typed.trim() === "" ? { ok: false, reason: "type something." } : { ok: true, value: typed.trim() };
}

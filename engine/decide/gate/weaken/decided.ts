import type { ReeveResults } from "../../../../schemas/index.ts";
import { SEVERITIES } from "../../../language/index.ts";
import { daysBetween } from "../../waive/days.ts";
import type { Waiver } from "../../waive/kept.ts";
import { ruleTest } from "../../waive/match.ts";
import type { Binding } from "../binding.ts";
import type { Ownership } from "../verdict.ts";
import type { Weakening } from "./weakening.ts";

/** A weakening as the gate shows it. */
export type DecidedWeakening = NonNullable<NonNullable<ReeveResults["gate"]>["weakenings"]>[number];

export interface WeakeningTerms {
  waivers: readonly Waiver[];
  /** Day, YYYY-MM-DD. */
  today: string;
  ownedByAnother: (file: string) => Ownership;
  /** Bindings that name what a weakening is about, by its rule or pack; of a setting all of them. Empty where nothing enforces it. */
  bindingsFor: (weakening: Weakening) => readonly Binding[];
}

const STRICTNESS = ["allow", "owner", "block"] as const;

/** Whether a weakening blocks: by the strictest binding that names it, and a waiver by an owner where that suffices. */
export function decideWeakening(weakening: Weakening, terms: WeakeningTerms): DecidedWeakening {
  const { severity, code, rule, pack, text, file, fingerprint } = weakening;
  const enforcing = terms.bindingsFor(weakening).filter((binding) => severity === null || isEnforced(severity, binding.severity));
  const strictness = STRICTNESS.findLast((each) => enforcing.some((binding) => binding.weakening === each)) ?? "allow";
  const shown = { code, rule, pack, text, fingerprint };
  if (strictness === "allow") return { ...shown, decision: "allowed", why: null, waiver: null };
  if (strictness === "block") return { ...shown, decision: "blocks", why: "a binding says weakening: block", waiver: null };
  // Whoever owns the file of a waiver has decided on it.
  if (file !== null) {
    const owned = terms.ownedByAnother(file);
    return owned.ok
      ? { ...shown, decision: "waived", why: null, waiver: { file, line: null } }
      : { ...shown, decision: "blocks", why: owned.why, waiver: null };
  }
  const named = terms.waivers.find((waiver) => waives(waiver, weakening, terms.today));
  if (!named) return { ...shown, decision: "blocks", why: "it needs a waiver by an owner", waiver: null };
  const owned = terms.ownedByAnother(named.file);
  if (!owned.ok) return { ...shown, decision: "blocks", why: `the waiver in ${named.file} does not hold: ${owned.why}`, waiver: null };
  return { ...shown, decision: "waived", why: null, waiver: { file: named.file, line: named.line } };
}

const isEnforced = (severity: NonNullable<Weakening["severity"]>, from: Binding["severity"]): boolean =>
  from !== "none" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(from);

function waives({ rule, subject, expires }: Waiver, weakening: Weakening, today: string): boolean {
  if (subject.by !== "resource" || subject.pattern !== weakening.fingerprint || daysBetween(today, expires) < 0) return false;
  return weakening.rule === null ? rule === "*" : ruleTest(rule)({ id: weakening.rule });
}

import { largeDocument } from "../../../../bench/large-document.ts";
import { type CheckedRule, type EvaluateOptions, loadRules } from "../../../../engine/index.ts";
import type { ReeveDocument, ReeveResults } from "../../../../schemas/index.ts";
import { evaluate } from "../../../judged.ts";

const HEAD = "title: Holds\nseverity: medium\nrationale: Because.\n";

/** One rule of its YAML, as the loader makes it. */
export function rule(id: string, yaml: string): CheckedRule {
  const { rules, diagnostics } = loadRules([{ file: `rules/x/${id}.yaml`, text: `id: ${id}\n${HEAD}${yaml}` }]);
  const [only] = rules;
  if (!only) throw new Error(diagnostics.map((one) => `${one.line}: ${one.message}`).join("\n"));
  return only;
}

export function run(document: ReeveDocument, rules: CheckedRule[], options: EvaluateOptions = {}, which: "all" | "open" = "all"): ReeveResults {
  const outcome = evaluate(document, rules, options, which);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.results;
}

/** An account of four users, every one with a field of its own to change. */
export function account(change: (document: ReeveDocument, users: Record<string, unknown>[]) => void = () => {}): ReeveDocument {
  const document = structuredClone(largeDocument(4, 2));
  document.gaps = { g1: GAP, g2: GAP };
  change(document, document.users as unknown as Record<string, unknown>[]);
  return document;
}

export const UNKNOWN = { $unknown: "g1" };

const GAP = { source: "iam:GetCredentialReport", reason: "AccessDenied" as const, deniedBy: null, permission: null, scope: "account", message: "no" };

export const MFA = rule("user-mfa", "resource: user\nrequire: { user.mfaActive: true }\nmessage: '{{user.name}} has none'");

import { hasRun, plural, type ReeveResults, type Result } from "../../../schemas/index.ts";
import { firstId } from "../../evaluate/index.ts";
import { SEVERITIES } from "../../language/index.ts";
import type { GateDecision, GateReason as Reason } from "./decision.ts";

/** `1 critical, 2 high`, the most severe first. */
function bySeverity(results: readonly Result[]): string {
  const parts = SEVERITIES.map((severity) => ({ severity, count: results.filter((result) => result.severity === severity).length }));
  return parts
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`)
    .join(", ");
}

/** Why findings block. In a comparison by what the change did. */
export function blockedReasons(blocking: readonly Result[], comparison: GateDecision["comparison"]): Reason[] {
  const findings = blocking.filter(({ status }) => status === "fail");
  const unexcused = blocking.length - findings.length;
  const reasons: Reason[] = [];
  if (comparison === "none") {
    if (findings.length > 0) reasons.push({ code: "blocked", count: findings.length, text: `${plural(findings.length, "finding")} (${bySeverity(findings)})` });
  } else {
    for (const { code, of, text } of BY_DELTA[comparison]) {
      const found = findings.filter(({ delta }) => delta === of);
      const sentence = text(plural(found.length, "finding"));
      const named = reasons.length === 0 ? sentence.replace(/^it /, `${SUBJECT[comparison]} `) : sentence;
      if (found.length > 0) reasons.push({ code, count: found.length, text: `${named} (${bySeverity(found)})` });
    }
    const other = findings.filter(({ delta }) => delta !== "introduced" && delta !== "affected" && delta !== "worse" && delta !== "changed");
    if (other.length > 0) reasons.push({ code: "blocked", count: other.length, text: `${plural(other.length, "finding")} (${bySeverity(other)})` });
  }
  if (unexcused > 0) {
    reasons.push({ code: "unexcused", count: unexcused, text: `${plural(unexcused, "match", "matches")} that may be excused (evidence is missing)` });
  }
  return reasons;
}

const SUBJECT = { plan: "the change", rules: "the edit of the rules" } as const;

type ByDelta = { code: string; of: NonNullable<Result["delta"]>; text: (findings: string) => string }[];

const BY_DELTA: Record<"plan" | "rules", ByDelta> = {
  plan: [
    { code: "introduced", of: "introduced", text: (findings) => `the change introduces ${findings}` },
    { code: "affected", of: "affected", text: (findings) => `it causes ${findings} on resources not in the plan` },
    { code: "worse", of: "worse", text: (findings) => `it makes ${findings} worse` },
    { code: "changed", of: "changed", text: (findings) => `it changes ${findings} to another value that fails too` },
  ],
  rules: [
    { code: "introduced", of: "introduced", text: (findings) => `the edit of the rules newly flags ${findings}` },
    { code: "affected", of: "affected", text: (findings) => `${findings} by rules that the edit does not touch` },
    { code: "worse", of: "worse", text: (findings) => `it makes ${findings} worse` },
    { code: "changed", of: "changed", text: (findings) => `it changes ${findings} to another value that fails too` },
  ],
};

/** Waivers that do not hold where they are needed, those of one cause together. */
export function refusedReasons(refused: readonly { result: Result; why: string }[]): Reason[] {
  const counts = new Map<string, { count: number; file: string }>();
  for (const { result, why } of refused) {
    const file = result.waiver?.file ?? "";
    const known = counts.get(`${file}\n${why}`);
    if (known) known.count += 1;
    else counts.set(`${file}\n${why}`, { count: 1, file });
  }
  return [...counts].map(([key, { count, file }]) => ({
    code: "waiver-refused",
    count,
    text: `the waiver in ${file} of ${plural(count, "result")} does not apply here: ${key.slice(file.length + 1)}`,
  }));
}

/** Evidence that is missing for the decision. */
export function incompleteReason(incomplete: readonly Result[]): Reason[] {
  if (incomplete.length === 0) return [];
  const findings = incomplete.filter(({ status }) => status === "fail").length;
  const unknown = incomplete.length - findings;
  const newly = incomplete.filter(({ delta }) => delta === "newly-unknown").length;
  const of = newly === 0 || newly === unknown ? "" : `, ${newly} of them newly`;
  const what = newly > 0 && newly === unknown ? `${plural(newly, "result")} newly unknown` : `${plural(unknown, "result")} unknown${of}`;
  const open = `${plural(findings, "finding")} perhaps worse, which cannot be known`;
  const parts = [...(unknown > 0 ? [what] : []), ...(findings > 0 ? [open] : [])];
  return [{ code: "evidence-incomplete", count: incomplete.length, text: `${parts.join("; ")} (--allow-unknown accepts it)` }];
}

/** Write calls that no rule watches. */
export function unwatchedReason(calls: readonly unknown[]): Reason[] {
  if (calls.length === 0) return [];
  return [
    {
      code: "unwatched-calls",
      count: calls.length,
      text: `no rule watches ${plural(calls.length, "kind of write call", "kinds of write calls")} in the records (--fail-on-unwatched)`,
    },
  ];
}

/** Rules that ran before an edit and that it leaves without a parameter: no reason is given for them, as there is where a rule is switched off. */
export function notConfiguredReason(rules: ReeveResults["rules"], comparison: { kind: "plan" | "rules"; before: ReeveResults | null } | null): Reason[] {
  if (comparison?.kind !== "rules") return [];
  const ranBefore = new Set((comparison.before?.rules ?? []).filter(hasRun).map(firstId));
  const lost = rules.filter((rule) => rule.notConfigured !== undefined && ranBefore.has(firstId(rule)));
  if (lost.length === 0) return [];
  const named = lost.map(({ id, notConfigured = [] }) => `${id} (${notConfigured.join(", ")})`).join(", ");
  return [
    {
      code: "rule-not-configured",
      count: lost.length,
      text: `the edit leaves ${plural(lost.length, "rule")} not configured: ${named} (--allow-unknown accepts it)`,
    },
  ];
}

/** What of a plan could not be judged. */
export function problemReason(problems: GateDecision["problems"]): Reason[] {
  if (problems.length === 0) return [];
  return [{ code: "plan-problem", count: problems.length, text: `${plural(problems.length, "part")} of the planned changes could not be judged` }];
}

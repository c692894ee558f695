import { hasRun, type ReeveResults, timeText } from "../../schemas/index.ts";
import { AFFECTS_NOTHING, planOnlyText } from "../gate/head.ts";
import { number, plural, wordFor } from "../layout.ts";
import { notConfiguredNames } from "../not-configured.ts";
import type { Sections } from "../sections.ts";
import { decisionOf, isWithoutAccount } from "../standing.ts";
import { inert } from "./inert.ts";
import { countsText } from "./kept.ts";

const REASONS = 10;
const ACCOUNTS = 10;

const DECISION = {
  pass: ["TIP", "Passed"],
  blocked: ["CAUTION", "Blocked"],
  incomplete: ["WARNING", "Incomplete: not enough is known to let it pass"],
} as const;

/** The decision and why, counts, and what was judged. An alert is GitHub's and GitLab's coloured box; elsewhere it is a quotation. */
export function headText(results: ReeveResults, sections: Sections): string {
  const { gate } = results;
  const { introduced, affected, worse, changed, findings, unknown, waived, fixed, unchanged, baseline } = sections;
  const counts = countsText([
    [introduced.length, "introduced"],
    [affected.length, "affected"],
    [worse.length, "worse"],
    [changed.length, "changed"],
    [findings.length, gate && gate.comparison !== "none" ? "other findings" : wordFor(findings.length, "finding")],
    [fixed.length, "fixed"],
    [unknown.length, "unknown"],
    [waived.length, "waived"],
    [baseline, "in the baseline"],
    [unchanged, "unchanged"],
    [results.summary.status.pass, "passed"],
  ]);
  const [kind, word] = gate ? DECISION[gate.decision] : checkDecision(results, sections);
  const reasons = (decisionOf(results)?.reasons ?? []).map((text) => `> - ${inert(text)}`);
  const more = reasons.length - REASONS;
  return [
    `### ${titleOf(results)}\n`,
    `> [!${kind}]`,
    `> **${word}**`,
    ...(reasons.length > 0 ? [">", ...reasons.slice(0, REASONS)] : []),
    ...(more > 0 ? [`> - and ${number(more)} more`] : []),
    "",
    counts !== "" ? counts : gate?.planOnly?.affectsNothing ? `N${AFFECTS_NOTHING.slice(1)}.` : "Nothing was judged: no rule met a resource.",
    "",
  ].join("\n");
}

function titleOf(results: ReeveResults): string {
  const { gate, document } = results;
  const { accounts } = document;
  const named = accounts.slice(0, ACCOUNTS).map((account) => inert(account));
  const more = accounts.length > ACCOUNTS ? ` and ${accounts.length - ACCOUNTS} more` : "";
  const who = isWithoutAccount(results)
    ? "a plan without its account"
    : accounts.length === 0
      ? "no account"
      : `${wordFor(accounts.length, "account")} ${named.join(", ")}${more}`;
  return `${gate ? "Reeve gate" : "Reeve"} · ${who}`;
}

/** A check decides nothing about a merge. Nothing is called good unless something was decided and nothing is open. */
function checkDecision({ summary, decision }: ReeveResults, { findings, unknown }: Sections): readonly [string, string] {
  if (decision) return checkedText(decision, findings.length, unknown.length);
  if (summary.coverage.decided === 0) return ["WARNING", "Nothing was decided"];
  if (findings.length > 0) return ["CAUTION", plural(findings.length, "finding")];
  if (unknown.length > 0) return ["WARNING", "No finding, but not all could be told"];
  return ["TIP", "No finding"];
}

function checkedText({ exitCode, failOn }: NonNullable<ReeveResults["decision"]>, findings: number, unknown: number): readonly [string, string] {
  const found = findings > 0 ? plural(findings, "finding") : unknown > 0 ? "No finding, but not everything is known" : "No finding";
  if (exitCode === 1) return ["CAUTION", found];
  if (exitCode === 3) return ["WARNING", findings > 0 ? `Incomplete: ${found}` : "Incomplete: not enough is known"];
  return ["TIP", findings === 0 ? found : failOn === "none" ? `${found}, none of which counts` : `${found}, all below ${failOn}`];
}

/** What stands behind the decision, in a few lines at the end. */
export function footText(results: ReeveResults): string {
  const { gate, document, summary, packs } = results;
  const { decided, total } = summary.coverage;
  const ran = results.rules.filter(hasRun).length;
  const notConfigured = notConfiguredNames(results.rules);
  const named = packs.filter(({ id }) => id !== "-").map(({ id }) => inert(id));
  const lines = [
    ...(gate?.planOnly && !gate.planOnly.affectsNothing ? [`${planOnlyText(gate.planOnly, gate.planned)}.`] : []),
    ...(gate?.assumptions ?? []).map(({ message }) => inert(message)),
    ...(gate && gate.comparison !== "none" && !gate.planOnly
      ? [`Compared with ${gate.comparison === "plan" ? "the account before the planned changes" : "the rules before the edit"}.`]
      : []),
    `${gate?.planOnly ? "" : `Account as of ${inert(timeText(document.collectedAt))}, `}${plural(ran, "rule")}${named.length > 0 ? ` of ${named.slice(0, 10).join(", ")}` : ""}. ${gate?.planOnly ? "Decided of what the plan makes" : "Decided"}: ${number(decided)} of ${number(total)}.`,
    ...(notConfigured.length > 0 ? [`Not configured: ${notConfigured.map((name) => inert(name)).join(", ")}.`] : []),
    ...(gate?.bindings ?? [])
      .slice(0, 10)
      .map(({ pack, severity, enforcement }) => `Enforced: ${pack === "*" ? "all packs" : inert(pack)} from ${severity} on, ${enforcement}.`),
  ];
  return `---\n${lines.join(" ")}\n`;
}

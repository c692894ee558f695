import type { ReeveResults } from "../../schemas/index.ts";
import { address, code, prose } from "../docs/markdown.ts";
import { short, visible } from "../visible.ts";
import { LIMITS, plain } from "./limits.ts";

type JudgedRule = ReeveResults["rules"][number];
type Severity = JudgedRule["severity"];

/** What SARIF has for a severity. */
export const LEVEL: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

/** Numbers in the middle of GitHub's bands: critical from 9.0, high from 7.0, medium from 4.0, low above 0. Source: GitHub Docs, "SARIF support". */
const SECURITY_SEVERITY: Readonly<Record<Severity, string | null>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0", info: null };

/** A rule as a reporting descriptor. */
export function descriptor(rule: JudgedRule) {
  const { id, title, severity, rationale, references, resource } = rule;
  const page = references.find(isPage);
  const score = SECURITY_SEVERITY[severity];
  return {
    id: short(id, LIMITS.name),
    name: short(id, LIMITS.name),
    shortDescription: { text: plain(title, LIMITS.description) },
    fullDescription: { text: plain(rationale, LIMITS.description) },
    help: { text: helpText(rule), markdown: helpMarkdown(rule) },
    ...(page === undefined ? {} : { helpUri: page }),
    defaultConfiguration: { level: LEVEL[severity] },
    properties: {
      ...(score === null ? {} : { "security-severity": score }),
      precision: resource === "event" ? "high" : "very-high",
      tags: tagsOf(rule),
      severity,
      resource,
      ...(rule.pack === undefined ? {} : { pack: visible(rule.pack) }),
    },
  };
}

/** An address that a reader may follow: web pages alone. */
function isPage(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && visible(text) === text && !/[\s<>"{}|\\^`]/.test(text);
}

const controlsOf = (rule: JudgedRule): string[] => Object.entries(rule.controls).flatMap(([framework, ids]) => ids.map((id) => `${framework}:${id}`));

/** Control ids among them, for filters; no more than are shown. */
const tagsOf = (rule: JudgedRule): string[] => [...new Set(["security", ...controlsOf(rule).map((tag) => short(tag, LIMITS.name))])].slice(0, LIMITS.tags);

const REMEDIATION_HELP = "reeve remediate prints how to fix a finding, reeve explain why it is one.";

function helpText(rule: JudgedRule): string {
  const controls = controlsOf(rule);
  const parts = [rule.rationale, controls.length > 0 ? `Controls: ${controls.join(", ")}.` : "", REMEDIATION_HELP, ...rule.references];
  return parts
    .filter((part) => part !== "")
    .map((part) => plain(part, 2_000))
    .join("\n\n");
}

function helpMarkdown(rule: JudgedRule): string {
  const controls = controlsOf(rule).map(code);
  const references = rule.references.map((reference) => `* ${address(reference)}`).join("\n");
  return [
    prose(rule.rationale),
    controls.length > 0 ? `Controls: ${controls.join(", ")}` : "",
    REMEDIATION_HELP.replaceAll(/reeve \w+/g, (command) => code(command)),
    references,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

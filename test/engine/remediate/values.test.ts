import { describe, expect, it } from "vitest";
import type { CheckedRule } from "../../../engine/language/rule.ts";
import { renderCli } from "../../../engine/remediate/cli.ts";
import { renderConsole } from "../../../engine/remediate/console.ts";
import { confirmation, readySteps } from "../../../engine/remediate/outline.ts";
import type { Remediation } from "../../../engine/remediate/plan.ts";
import { renderPython } from "../../../engine/remediate/python.ts";
import { remediate } from "../../../engine/remediate/remediate.ts";
import { renderTypeScript } from "../../../engine/remediate/typescript.ts";
import { CALLERS } from "./callers.ts";
import { byCaller, type Finding, findingsOf } from "./findings.ts";
import { plain } from "./samples.ts";
import { shippedRules } from "./shipped.ts";

const RULES = shippedRules();
const EVENT_RULES = RULES.filter(({ resource }) => resource === "event");

const planOf = (rule: CheckedRule, { document, result, results, params }: Finding): Remediation =>
  remediate(rule, result, document, { rules: RULES, results, params });

/** A dash, or a word for nothing, where a name or a value should stand. */
const NOTHING = /(?:^|[\s(])-(?=[,.;:)\s]|$)|\b(?:null|undefined|NaN)\b|\bunknown\b|\(unknown\)|\[object/;

/** Lines of a remediation that name nothing in the place of something. */
function faultsOf(plan: Remediation): string[] {
  const ready = readySteps(plan.parts);
  const lines = [
    ...plan.parts.flatMap((part) => part.console),
    ...ready.flatMap((step) => [...(step.human ? [step.human] : []), confirmation(step) ?? ""]),
    ...ready.flatMap((step) => textsIn(plain(step.with)).map((text) => (text === "" ? `${step.call} with an empty value -` : text))),
    ...[renderConsole, renderCli, renderPython, renderTypeScript].flatMap((render) =>
      render({ ...plan, message: "" })
        .split("\n")
        .filter((line) => render === renderConsole || /^\s*(#|\/\/)/.test(line)),
    ),
  ];
  return [...new Set(lines.filter((line) => NOTHING.test(line)))];
}

const textsIn = (value: unknown): string[] =>
  typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : typeof value === "string" ? [value] : [];

describe("no remediation names nothing in the place of a value", () => {
  it.each(RULES.filter(({ remediation }) => remediation !== null).map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
    const plans = findingsOf(rule).map((finding) => planOf(rule, finding));
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.flatMap(faultsOf)).toEqual([]);
  });
});

/** Of each call that a rule finds the first. */
const CALLS = EVENT_RULES.map((rule) => {
  const findings = findingsOf(rule).map((finding) => ({ finding, call: callOf(finding) }));
  return [rule.id, rule, findings.filter(({ call }, at) => findings.findIndex((other) => other.call === call) === at).map(({ finding }) => finding)] as const;
});

function callOf({ document, result }: Finding): string {
  const event = (document.events as { id: string; record: { eventName?: string } }[]).find(({ id }) => id === result.occurrence);
  return event?.record.eventName ?? "";
}

describe.each(Object.entries(CALLERS))("nor where the caller is: %s", (_, userIdentity) => {
  it.each(CALLS)("%s", (_, rule, findings) => {
    const plans = findings.map((finding) => planOf(rule, byCaller(finding, userIdentity)));
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.flatMap(faultsOf)).toEqual([]);
  });
});

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
  // The id of a rule is no value.
  return [...new Set(lines.filter((line) => NOTHING.test(line.replaceAll(plan.rule, "rule"))))];
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

describe("every placeholder is explained", () => {
  const BLOCKS = RULES.flatMap(({ id, remediation }) =>
    [remediation, remediation?.undo, remediation?.contain].flatMap((block, at) =>
      block && block.console.length + block.steps.length > 0 ? [[`${id} ${["remediation", "undo", "contain"][at]}`, block] as const] : [],
    ),
  );

  it.each(BLOCKS)("%s", (_, { console, steps, documents = [], supply = {} }) => {
    const written = JSON.stringify([steps.map((step) => step.with), documents.map(({ document }) => document)]);
    const names = [...written.matchAll(/<([a-z][a-z0-9-]*)>/g)].map(([, name]) => name);
    expect([...new Set(names)].sort()).toEqual(Object.keys(supply).sort());
    // A person who reads has no one to ask.
    expect(JSON.stringify([console, steps.map(({ human }) => human)])).not.toMatch(/<[a-z]/);
  });

  it("in the script before it is asked for, in its question, and beside the documents", () => {
    const rule = RULES.find(({ id }) => id === "cloudtrail-enabled")!;
    const finding = findingsOf(rule).find(({ document }) => (document.trails as unknown[]).length === 0)!;
    const script = renderCli(planOf(rule, finding));
    expect(script).toContain("# REEVE_TRAIL_NAME: Name of the new trail, such as audit\n");
    expect(script).toContain("printf '%s: ' 'trail-name (Name of the new trail, such as audit)'");
    expect(renderConsole(planOf(rule, finding))).toContain("<region>: The Region in which you make the trail, its home Region\n");
    expect(renderPython(planOf(rule, finding))).toContain('ask("REEVE_TRAIL_NAME", "Name of the new trail, such as audit")');
    expect(renderTypeScript(planOf(rule, finding))).toContain('ask("REEVE_TRAIL_NAME", "Name of the new trail, such as audit")');
  });
});

it("what follows a step that may be skipped is asked about too: it may need what the other makes", () => {
  const unasked = RULES.flatMap(({ id, remediation }) =>
    [remediation, remediation?.undo, remediation?.contain].flatMap((block) => {
      const first = block?.steps.findIndex(({ human }) => human.length > 0) ?? -1;
      return first < 0
        ? []
        : (block?.steps
            .slice(first)
            .filter(({ human }) => human.length === 0)
            .map(({ call }) => `${id} ${call}`) ?? []);
    }),
  );
  expect(unasked).toEqual([]);
});

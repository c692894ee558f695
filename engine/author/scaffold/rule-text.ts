import type { ResourceKind } from "../../../schemas/index.ts";
import { entryLines, type Severity, scalarText } from "../../language/index.ts";
import type { ScaffoldedCase } from "./test-case.ts";

/** What a new rule is made of. Conditions are YAML as an author writes it. */
export interface RuleDraft {
  id: string;
  title: string;
  severity: Severity;
  resource: ResourceKind;
  rationale: string;
  /** `applies`, or in event rules `unless`; null for none. */
  narrows: string | null;
  /** `require`, or in event rules `match`. */
  asks: string;
  message: string | null;
  /** Where the schemas lie, as an editor reads it from the rule's folder; null where nobody knows. */
  schemas: string | null;
}

/** The rule's file. It has not been checked. */
export function draftRuleText(draft: RuleDraft): string {
  const isEvent = draft.resource === "event";
  const narrows = draft.narrows === null ? [] : conditionLines(isEvent ? "unless" : "applies", draft.narrows);
  const asks = conditionLines(isEvent ? "match" : "require", draft.asks);
  const lines = [
    ...schemaLine(draft.schemas, "rule"),
    `id: ${scalarText(draft.id)}`,
    `title: ${scalarText(draft.title)}`,
    `severity: ${draft.severity}`,
    `resource: ${draft.resource}`,
    ...entryLines("rationale", draft.rationale, 0),
    ...(isEvent ? [...asks, ...narrows] : [...narrows, ...asks]),
    `message: ${JSON.stringify(draft.message ?? messageOf(draft))}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** The test's file: the cases that were found. */
export function draftTestText(cases: readonly ScaffoldedCase[], schemas: string | null): string {
  const lines = cases.flatMap((one) =>
    Object.entries(one).flatMap(([key, value], at) => entryLines(key, value, 4).map((line, row) => `${at + row === 0 ? "  - " : "    "}${line}`)),
  );
  return `${[...schemaLine(schemas, "rule-test"), "cases:", ...lines].join("\n")}\n`;
}

const schemaLine = (schemas: string | null, name: string): string[] =>
  schemas === null ? [] : [`# yaml-language-server: $schema=${schemas}/editor/${name}.schema.json`];

/** Text in braces stays on the key's line; anything else stands beneath it. */
function conditionLines(key: string, text: string): string[] {
  const lines = text
    .replace(/\s+$/, "")
    .replace(/^(?:[ \t]*\r?\n)+/, "")
    .split(/\r?\n/);
  const [first = ""] = lines;
  if (/^\s*\{/.test(first)) return [`${key}: ${first.trim()}`, ...lines.slice(1)];
  const margin = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)?.[0].length ?? 0));
  return [`${key}:`, ...lines.map((line) => `  ${line.slice(Number.isFinite(margin) ? margin : 0)}`)];
}

/** Names what is judged; the title says the rest. */
function messageOf({ resource, title }: RuleDraft): string {
  if (resource === "event") return `{{actor.label}} called {{event.eventName}} from {{actor.ip}}`;
  const named: Partial<Record<ResourceKind, string>> = {
    account: "Account {{account.id}}",
    root: "Root",
    accessKey: "{{accessKey.id}} of {{accessKey.userName}}",
    mfaDevice: "{{mfaDevice.id}}",
  };
  return `${named[resource] ?? `{{${resource}.name}}`} fails: ${title.replaceAll("{{", "{ {")}`;
}

import { isRecord } from "../../testing/problem.ts";
import type { CaseStatus } from "../../testing/report.ts";
import type { Outcome } from "../seat.ts";
import type { Step, Told } from "./found.ts";

const SAID: Record<CaseStatus, string> = {
  pass: "passes",
  fail: "is a finding",
  unknown: "is unknown",
  "not-applicable": "is not judged",
  finding: "is a finding",
  excused: "is excused",
  "no-match": "does not match",
};

/** A sentence for a generated case: what is special about what it gives, and what follows. */
export function caseName(told: Told | null, steps: readonly Step[], taken: ReadonlySet<string>): string {
  const given = steps.map(({ at, value }) => `${nameOf(at)} ${valueText(value)}`).join(" and ");
  const what = told ? `${told.resource === "*" ? "the kind" : told.resource} ${outcomeText(told.rule, told.mutant)}` : "the rule answers as it does";
  const sentence = given === "" ? what : `with ${given}, ${what}`;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? sentence : `${sentence} (${number})`;
    if (!taken.has(name)) return name;
  }
}

function outcomeText({ status, severity }: Outcome, mutant: Outcome | null): string {
  if (mutant?.status === status && severity !== null) return `${status === "unknown" ? "is unknown" : "is a finding"} of ${severity} severity`;
  return SAID[status];
}

const nameOf = (key: string): string =>
  key
    .replace(/^events\[\]\./, "")
    .replace(/^(\w+)\[\]\./, "")
    .replaceAll("[]", "");

function valueText(value: unknown): string {
  if (value === undefined) return "left out";
  if (value === null) return "absent";
  if (isRecord(value)) return Object.hasOwn(value, "$unknown") ? "unknown" : Object.hasOwn(value, "omitted") ? "cut off by CloudTrail" : "changed";
  if (Array.isArray(value)) {
    if (value.some((one) => isRecord(one) && Object.hasOwn(one, "$unknown"))) return "open";
    return value.length === 0 ? "empty" : value.every((one) => typeof one === "string") && value.join().length < 60 ? value.join(" and ") : "changed";
  }
  const text = String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text === "" ? "empty" : text;
}

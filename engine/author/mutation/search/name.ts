import { TABLE } from "../../../../schemas/index.ts";
import { isRecord } from "../../testing/problem.ts";
import type { CaseStatus } from "../../testing/report.ts";
import type { CaseOutcome } from "../prepared-case.ts";
import type { CaseChange, DifferingResource } from "./found.ts";

const STATUS_WORDS: Record<CaseStatus, string> = {
  pass: "passes",
  fail: "is a finding",
  unknown: "is unknown",
  "not-applicable": "is not judged",
  finding: "is a finding",
  excused: "is excused",
  "no-match": "does not match",
  "not-configured": "is not configured",
};

/** A sentence for a generated case: what is special about what it gives, and what follows. */
export function caseName(difference: DifferingResource | null, steps: readonly CaseChange[], usedNames: ReadonlySet<string>): string {
  const what = difference
    ? `${difference.resource === "*" ? "the kind" : difference.resource} ${outcomeText(difference.rule, difference.mutant)}`
    : "the rule answers as it does";
  const where = steps.map(({ at, value }) => `${nameOf(at)} ${valueText(value)}`).join(" and ");
  const sentence = where === "" ? what : `${what} where ${where}`;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? sentence : `${sentence} (${number})`;
    if (!usedNames.has(name)) return name;
  }
}

function outcomeText({ status, severity }: CaseOutcome, mutant: CaseOutcome | null): string {
  if (mutant?.status === status && severity !== null) return `${status === "unknown" ? "is unknown" : "is a finding"} of ${severity} severity`;
  return STATUS_WORDS[status];
}

/** `users[].path` is a user's path; of a record's parts the names that AWS gives them. */
function nameOf(key: string): string {
  const [list = "", ...names] = key.replace(/^events\[\]\./, "").split(".");
  const kind = list.endsWith("[]") ? TABLE.lists[list.slice(0, -2)] : undefined;
  const path = names.join(".").replaceAll("[]", "");
  if (kind === undefined) return [list.replaceAll("[]", ""), ...(path === "" ? [] : [path])].join(".");
  const word = kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${/^[aeio]/.test(word) ? "an" : "a"} ${word}'s ${path}`;
}

function valueText(value: unknown): string {
  if (value === undefined) return "is left out";
  if (value === null) return "is absent";
  if (isRecord(value)) return Object.hasOwn(value, "$unknown") ? "could not be read" : Object.hasOwn(value, "omitted") ? "was cut off" : "is another";
  if (Array.isArray(value)) {
    if (value.some((one) => isRecord(one) && Object.hasOwn(one, "$unknown"))) return "may hold more";
    return value.length === 0
      ? "is empty"
      : value.every((one) => typeof one === "string") && value.join().length < 60
        ? `is ${value.join(" and ")}`
        : "is another";
  }
  const text = String(value);
  return text === "" ? "is empty text" : `is ${text.length > 60 ? `${text.slice(0, 57)}…` : text}`;
}

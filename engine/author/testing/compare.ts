import type { Problems } from "./problem.ts";
import type { CaseFailure, CaseStatus } from "./report.ts";
import type { CaseVerdict } from "./verdicts.ts";

const STATE: readonly CaseStatus[] = ["pass", "fail", "unknown", "not-applicable", "not-configured"];
const EVENT: readonly CaseStatus[] = ["finding", "excused", "unknown", "no-match", "not-applicable", "not-configured"];

type Expect = Partial<Record<CaseStatus, string[]>>;

/** Holds what a rule made of a case against what the case expects; every resource on either side must be on the other. */
export function compare(
  verdicts: readonly CaseVerdict[],
  expect: Expect,
  severity: Record<string, string>,
  isEvent: boolean,
  problems: Problems,
): CaseFailure[] {
  const expected = expectations(expect, isEvent, problems);
  const named = new Map<string, CaseVerdict>();
  const failures: CaseFailure[] = [];
  for (const [name, status] of expected) {
    const found = verdicts.filter((verdict) => verdict.names.includes(name));
    const [verdict] = found;
    if (found.length > 1) problems.push({ path: `expect.${status}`, message: `${name} names several resources: write their ARNs or ids` });
    if (!verdict) failures.push({ code: "not-judged", resource: name, expected: status, got: null, explanation: null });
    else {
      named.set(name, verdict);
      const code = !isMet(status, verdict) ? "wrong-status" : verdict.restsOnDefault ? "rests-on-default" : null;
      if (code) failures.push({ code, resource: name, expected: status, got: verdict.status, explanation: verdict.explain() });
    }
  }
  for (const [name, wanted] of Object.entries(severity)) {
    const verdict = named.get(name);
    if (!verdict) problems.push({ path: `severity.${name}`, message: `the case expects a severity of ${name}, but no status` });
    else if (verdict.severity !== wanted)
      failures.push({ code: "wrong-severity", resource: name, expected: wanted, got: verdict.severity, explanation: verdict.explain() });
  }
  const met = new Set(named.values());
  for (const verdict of verdicts) {
    if (met.has(verdict)) continue;
    failures.push({ code: "not-named", resource: verdict.names[0] ?? "*", expected: null, got: verdict.status, explanation: verdict.explain() });
  }
  return failures;
}

/** Cases written before a rule could be not configured expect its own unknown result. */
const isMet = (expected: CaseStatus, { status, names }: CaseVerdict): boolean =>
  status === expected || (status === "not-configured" && expected === "unknown" && names[0] === "*");

/** Status by name, each name once. */
function expectations(expect: Expect, isEvent: boolean, problems: Problems): Map<string, CaseStatus> {
  const allowed = isEvent ? EVENT : STATE;
  const result = new Map<string, CaseStatus>();
  for (const [status, names] of Object.entries(expect) as [CaseStatus, string[]][]) {
    if (!allowed.includes(status)) problems.push({ path: `expect.${status}`, message: `${isEvent ? "records" : "resources"} are ${allowed.join(", ")}` });
    for (const name of names) {
      if (result.has(name)) problems.push({ path: `expect.${status}`, message: `${name} is named twice` });
      result.set(name, status);
    }
  }
  if (result.size === 0) problems.push({ path: "expect", message: "the case expects nothing" });
  return result;
}

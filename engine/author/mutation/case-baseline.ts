import { isUnknownMark } from "../../../document/index.ts";
import { type ReeveDocument, type RuleTestFile, TABLE } from "../../../schemas/index.ts";
import { judge, subjectOf, tapeOf } from "../../evaluate/index.ts";
import type { CheckedRule, ParamValue, Resource } from "../../language/index.ts";
import { completeDocument, type NormalizeRecords } from "../testing/complete.ts";
import { NOT_GIVEN } from "../testing/fill.ts";
import { misread } from "./misread.ts";
import type { Mutant } from "./mutant.ts";
import { type CaseOutcome, derivedPreparedCase, type Outcomes, outcomesOf, type PreparedCase, prepareCase } from "./prepared-case.ts";

type TestCase = RuleTestFile["cases"][number];

/** A case seated once, with what the rule as it is makes of it. */
export interface CaseBaseline {
  testCase: TestCase;
  params: Readonly<Record<string, ParamValue>>;
  preparedCase: PreparedCase;
  expected: Outcomes;
  /** Whose severity the case holds: places among `each`, and `kind`. */
  held: ReadonlySet<number | "kind">;
}

/** Null where the case is no document: then it fails whatever the rule says. */
export function baselineOfCase(rule: CheckedRule, testCase: TestCase, normalizeRecords: NormalizeRecords): CaseBaseline | null {
  const { document, problems } = completeDocument(testCase.given as Record<string, unknown>, normalizeRecords);
  const preparedCase = problems.length === 0 ? prepareCase(document) : null;
  if (!preparedCase) return null;
  const params = (testCase.params ?? {}) as Record<string, ParamValue>;
  return { testCase, params, preparedCase, expected: outcomesOf(preparedCase, rule, params), held: heldBy(rule, testCase, preparedCase) };
}

/** What a mutant makes of a trial; null where it cannot differ, because what it misreads is not there. */
export function mutatedOutcomes(
  rule: CheckedRule,
  { change }: Mutant,
  { preparedCase, params }: Pick<CaseBaseline, "preparedCase" | "params">,
): Outcomes | null {
  if (change.kind === "rule") return outcomesOf(preparedCase, change.rule, params);
  const { document } = preparedCase.run;
  const read = misread(document, change.reading);
  const otherSeat = read === document ? null : derivedPreparedCase(read);
  return otherSeat && outcomesOf(otherSeat, rule, params);
}

/** Whether a case notices the mutant by status, or by a severity that it holds. */
export function notices(rule: CheckedRule, mutant: Mutant, caseBaseline: CaseBaseline): boolean {
  const got = mutatedOutcomes(rule, mutant, caseBaseline);
  if (!got) return false;
  const { expected, held } = caseBaseline;
  if (got.each.length !== expected.each.length || differs(expected.kind, got.kind, held.has("kind"))) return true;
  return expected.each.some((outcome, at) => differs(outcome, got.each[at] ?? null, held.has(at)));
}

function differs(expected: CaseOutcome | null, got: CaseOutcome | null, severity: boolean): boolean {
  return expected?.status !== got?.status || (severity && expected?.severity !== got?.severity);
}

/** Whether a result of the mutant rests on a value that the case leaves out: the runner fails such a case. */
export function restsOnDefault(rule: CheckedRule, { change }: Mutant, { preparedCase, params }: CaseBaseline): boolean {
  if (change.kind === "reading") return false;
  return rests(preparedCase.run.document, change.rule, { [rule.id]: params });
}

function rests(document: ReeveDocument, rule: CheckedRule, params: Record<string, Readonly<Record<string, ParamValue>>>): boolean {
  const evaluated = judge(document, tapeOf(document), [rule], { params, documentHash: false, stated: "kept" });
  return evaluated.ok && evaluated.results.results.some(({ gaps }) => gaps.includes(NOT_GIVEN));
}

/** Names that a case may use for each resource or record, in the order of its outcomes. */
export function namesIn(rule: CheckedRule, { run, events }: PreparedCase): string[][] {
  if (rule.body.kind === "event") return events.map(({ event }) => [event.id]);
  if (rule.resource === "account" || rule.resource === "root") {
    const only = run.index[rule.resource];
    return isUnknownMark(only) ? [] : [[rule.resource, ...namesOf(rule, only)]];
  }
  const list = run.index.list(TABLE.kinds[rule.resource].list ?? "");
  return isUnknownMark(list) ? [] : list.filter((element) => !isUnknownMark(element)).map((resource) => namesOf(rule, resource as Resource));
}

function namesOf(rule: CheckedRule, resource: Resource): string[] {
  const { name, arn, id } = subjectOf(rule.resource, resource).resource;
  return [name, arn, id].filter((one) => one !== null);
}

function heldBy(rule: CheckedRule, { severity = {} }: TestCase, preparedCase: PreparedCase): Set<number | "kind"> {
  const wanted = new Set(Object.keys(severity));
  if (wanted.size === 0) return new Set();
  const held = new Set<number | "kind">(namesIn(rule, preparedCase).flatMap((names, at) => (names.some((name) => wanted.has(name)) ? [at] : [])));
  return wanted.has("*") ? held.add("kind") : held;
}

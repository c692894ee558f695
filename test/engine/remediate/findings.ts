import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { normalizeRecords } from "../../../collectors/index.ts";
import { completeDocument } from "../../../engine/author/testing/complete.ts";
import type { CheckedRule } from "../../../engine/language/rule.ts";
import type { ReeveDocument, Result } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";

type Given = Record<string, unknown> & { events?: unknown };

export interface Finding {
  given: Given;
  document: ReeveDocument;
  result: Result;
  results: Result[];
  params: Record<string, Record<string, never>>;
}

/** What the cases of a shipped rule's own test find, each with its document. */
export function findingsOf(rule: CheckedRule): Finding[] {
  const { cases, defaults } = parse(readFileSync(rule.file.replace(/\.yaml$/, ".test.yaml"), "utf8")) as {
    cases: { given: Given; params?: Record<string, never> }[];
    defaults?: Given;
  };
  return cases.flatMap((each) => {
    const given = { ...defaults, ...each.given };
    const document = documentOf(given);
    const params = { [rule.id]: each.params ?? {} };
    const judged = evaluate(document, [rule], { params });
    if (!judged.ok) throw new Error(JSON.stringify(judged));
    const { results } = judged.results;
    return results.flatMap((result) => (result.status === "fail" || result.reason === "unexcused" ? [{ given, document, result, results, params }] : []));
  });
}

/** The same finding, as if another had made the call: `userIdentity` null for a record that leaves it out. */
export function byCaller(finding: Finding, userIdentity: object | null): Finding {
  const events = (finding.given.events as Record<string, unknown>[]).map((record) => ({ ...record, userIdentity: userIdentity ?? { omitted: true } }));
  return { ...finding, document: documentOf({ ...finding.given, events }) };
}

function documentOf(given: Given): ReeveDocument {
  const { document, problems } = completeDocument(given, normalizeRecords);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return document;
}

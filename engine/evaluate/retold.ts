import { instantOf, isMark, type Mark } from "../../document/index.ts";
import { type ReeveDocument, type Result, TABLE } from "../../schemas/index.ts";
import type { CheckedRule, Resource } from "../language/index.ts";
import { DeferredFinding } from "./deferred.ts";
import { gapBook } from "./gap-book.ts";
import type { EvaluateOptions } from "./options.ts";
import { prepareRule } from "./prepare.ts";
import type { Run } from "./run.ts";
import { indexDocument } from "./snapshot.ts";
import { accountOf, subjectOf } from "./subject.ts";

/**
 * Findings on state that were kept without what follows from document and rule get their message and evidence again. Others, and those whose rule or
 * resource is there no more, stay as they are.
 */
export function retold(document: ReeveDocument, rules: readonly CheckedRule[], options: EvaluateOptions = {}): (result: Result) => Result {
  const gaps = gapBook(document);
  const indexed = indexDocument(document, gaps);
  if (!indexed.ok) return (result) => result;
  const run: Run = { document, world: indexed.world, gaps, clockMs: instantOf(document.collectedAt) ?? 0, account: accountOf(document) };
  const prepared = new Map(rules.filter(({ body }) => body.kind === "state").map((rule) => [rule.id, prepareRule(rule, options)]));
  return (result) => {
    const rule = prepared.get(result.rule);
    const resource = rule && result.status === "fail" ? resourceOf(run, rule.rule, result) : null;
    if (!rule || !resource || isMark(resource)) return result;
    return new DeferredFinding(run, rule, subjectOf(rule.rule.resource, resource), resource, result.severity, result.gaps);
  };
}

function resourceOf({ world }: Run, { resource: kind }: CheckedRule, { resource: { arn, id } }: Result): Resource | Mark | null {
  if (kind === "account" || kind === "root") return world[kind];
  const key = TABLE.kinds[kind].key === "arn" ? arn : id;
  return key === null ? null : world.find(kind, TABLE.kinds[kind].key === "arn" ? "arn" : "id", key);
}

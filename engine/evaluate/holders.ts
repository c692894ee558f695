import { type ReeveDocument, type ResourceKind, type Result, TABLE } from "../../schemas/index.ts";
import { type CheckedRule, type EvaluationFrame, type ExplainContext, type Resource, sourcesRead, type TruthNode, walkCondition } from "../language/index.ts";
import { deriveFor } from "./derive/index.ts";
import type { EvaluateOptions, UnnamedHolder } from "./options.ts";
import { newFrame, type PreparedRule } from "./prepare.ts";

/** The holders with their derived fields. */
export function derivedHolders(
  document: ReeveDocument,
  rules: readonly CheckedRule[],
  { holders = [], stated }: Pick<EvaluateOptions, "holders" | "stated">,
): readonly UnnamedHolder[] {
  return holders.map((holder) => {
    const list = TABLE.kinds[holder.kind].list ?? "";
    const derived = deriveFor({ ...document, events: [], [list]: [holder.resource, holder.probe, holder.unlike] } as ReeveDocument, rules, stated);
    const [resource = holder.resource, probe = holder.probe, unlike = holder.unlike] = (derived as unknown as Record<string, readonly Resource[]>)[list] ?? [];
    return { ...holder, resource, probe, unlike };
  });
}

/** What a rule says of a holder: `pass` where the policy makes no finding of whoever holds it; null where the rule reads nothing of it. */
export function judgedHolder(
  { kind, field, resource, probe, unlike, gap, isFinding }: UnnamedHolder,
  prepared: PreparedRule,
  { index, clockMs }: EvaluationFrame,
  statusOf: (prepared: PreparedRule, frame: EvaluationFrame) => Result["status"],
): "pass" | "fail" | "unknown" | null {
  const { rule, scope } = prepared;
  if (rule.body.kind !== "state" || !sourcesRead([rule]).some((source) => source.startsWith(`${kind}.${field}`))) return null;
  const judged = (of: Resource): Result["status"] => statusOf(prepared, { ...newFrame(index, prepared, clockMs), resource: of });
  const status = judged(resource);
  if (status === "pass" || status === "not-applicable") return "pass";
  if (isFinding && (status === "fail" || judged(unlike) === "fail")) return "fail";
  if (status === "fail") return "unknown";
  const walk: ExplainContext = { frame: { ...newFrame(index, prepared, clockMs), resource: probe }, scope, kind: rule.resource, items: [] };
  const conditions = [...(rule.body.applies ? [rule.body.applies] : []), rule.body.require];
  return conditions.some((condition) => restsOn(walkCondition(walk, condition), gap)) ? "unknown" : "pass";
}

/** Whether an answer depends on what a mark lets in: an unknown one, or a number, which the elements that are not known add to. */
function restsOn(node: TruthNode, gap: string, isAnswer = true): boolean {
  const isOpen = isAnswer && node.truth === "unknown";
  switch (node.kind) {
    case "and":
    case "or":
      return node.children.some((child) => restsOn(child, gap, isOpen));
    case "not":
    case "let":
      return restsOn(node.child, gap, isOpen);
    case "test": {
      if ((isOpen || node.op === "count") && node.gaps.includes(gap)) return true;
      const inner = [...node.parts, ...node.elements.flatMap((element) => element.node ?? [])];
      return inner.some((part) => restsOn(part, gap, isOpen));
    }
  }
}

/** The holder that a result is about. */
export const holderOf = (holders: readonly UnnamedHolder[], kind: ResourceKind, id: string | null): Resource | null =>
  holders.find((holder) => holder.kind === kind && holder.resource.id === id)?.resource ?? null;

/** The document with the holders that only the apply will name, for whoever looks up what a result is about. */
export function withHolders(document: ReeveDocument, holders: readonly Pick<UnnamedHolder, "kind" | "resource">[]): ReeveDocument {
  if (holders.length === 0) return document;
  const lists = new Map<string, unknown[]>();
  for (const { kind, resource } of holders) {
    const list = TABLE.kinds[kind].list ?? "";
    lists.set(list, [...(lists.get(list) ?? []), resource]);
  }
  const given = document as unknown as Record<string, unknown>;
  return { ...document, ...Object.fromEntries([...lists].map(([list, added]) => [list, [...added, ...[given[list]].flat()]])) };
}

import { type ResourceKind, TABLE } from "../../../schemas/index.ts";
import {
  type CheckScope,
  type Condition,
  type Scope as LogicScope,
  type MapNode,
  newReport,
  newScope,
  nodeAt,
  parseYaml,
  type Range,
  readCondition,
  readLets,
  readParams,
  type SourceFile,
} from "../../language/index.ts";
import { clauseAt } from "./clause.ts";

/** A clause of a refused rule, as plain JsonLogic would have understood it. */
export interface IntendedClause {
  kind: ResourceKind;
  condition: Condition;
  scope: LogicScope;
}

const LIMITS = { length: 200_000, depth: 40, nodes: 20_000 };

/** Reads a refused rule once, for any number of its faults. Null for a file that is no rule of a known kind. */
export function reader(source: SourceFile): ((place: Range) => IntendedClause | null) | null {
  const silent = newReport(source.file);
  const root = parseYaml(source.text, LIMITS, silent);
  const kindNode = nodeAt(root ?? undefined, "resource");
  const kind = kindNode?.kind === "scalar" ? kindNode.value : null;
  if (root?.kind !== "map" || !isKind(kind)) return null;
  const params = readParams(nodeAt(root, "params"), silent);
  const outer: CheckScope = { ...newScope(kind, silent), params, lenient: true };
  const lets = readLets(nodeAt(root, "let"), outer);
  const scope: CheckScope = { ...outer, lets };
  const values = [...params.values()].flatMap((spec) => (spec ? [[spec.name, spec.default] as const] : []));
  const logic: LogicScope = {
    params: Object.assign(Object.create(null), Object.fromEntries(values)),
    lets: [...lets.values()].flatMap((bound) => (bound ? [bound.binding] : [])),
  };
  return (place) => intendedClause(root, place, kind, scope, logic);
}

function intendedClause(root: MapNode, place: Range, kind: ResourceKind, scope: CheckScope, logic: LogicScope): IntendedClause | null {
  const clause = clauseAt(root, place);
  const condition = clause ? readCondition(clause, scope) : null;
  return condition && { kind, condition, scope: logic };
}

const isKind = (value: unknown): value is ResourceKind => typeof value === "string" && Object.hasOwn(TABLE.kinds, value);

import { type ResourceKind, TABLE, type ValueType } from "../../../schemas/index.ts";
import type { Condition, LetBinding, PathOperand, Test } from "../condition/ast.ts";
import type { Range } from "../diagnostic.ts";
import type { ParamSpec, ParamUse } from "../rule.ts";
import type { Report } from "./report.ts";
import type { SourceNode } from "./source.ts";

export type ParamOperand = { kind: "param"; name: string; type: ValueType };

/** What a matcher tests. */
export type MatcherSubject = PathOperand | ParamOperand;

/** A let, and whether it speaks of the resource that is judged. */
export interface Bound {
  binding: LetBinding;
  type: ValueType;
  mentionsResource: boolean;
}

/** What names mean at a place of a rule, and what the checker remembers of what it has read. */
export interface CheckScope {
  kind: ResourceKind;
  /** null: declared, but not well. Whoever uses it stays silent. */
  params: ReadonlyMap<string, ParamSpec | null>;
  lets: ReadonlyMap<string, Bound | null>;
  /** Types of the elements of the enclosing any, every, none and count, innermost last. */
  elements: readonly ValueType[];
  /** The list whose elements are read, as its author wrote it; empty outside of lists. */
  listName: string;
  report: Report;
  /** Faults are read as plain JsonLogic reads them: an unknown path is null, and values of any two types are compared. To tell a fault's effect. */
  lenient?: true;
  /** Number of steps up to and including the last that may itself be null; -1 for none, 0 for the root. */
  nullableUpTo: Map<PathOperand, number>;
  /** The value of each test that was read. */
  spots: Map<Condition, SourceNode>;
  /** What each parameter is compared with, as far as the rule has been read. */
  uses: Map<string, ParamUse[]>;
  /** Names of the matchers that read the values of each parameter as patterns. */
  patterns: Map<string, Set<string>>;
  /** The text or number that stands in for null at this place: comparing with it is no fault, whatever its form. */
  standIn?: string | number;
  /** The comparison is JsonLogic, where a matcher cannot be put in a value's place. */
  inLogic?: true;
  /** Conditions hold matchers and matchers hold conditions: each finds the other's reader here. */
  read: {
    condition: (node: SourceNode, scope: CheckScope) => Condition | null;
    test: (node: SourceNode, subject: MatcherSubject, scope: CheckScope) => Test | null;
    /** Resolves a path, as `resolvePath` does. */
    value: (text: string, at: Range, scope: CheckScope) => unknown;
  };
}

const EVENT_ROOTS = ["event", "actor", "target", "change", "outcome"] as const;

/** The document's lists that rules may name: all but the events. */
export const LISTS: readonly string[] = Object.keys(TABLE.lists).filter((list) => list !== "events");

/** Names of the roots a rule on this kind has, lets apart. */
export function rootNames(kind: ResourceKind): string[] {
  const own = kind === "event" ? EVENT_ROOTS : [kind];
  return [...new Set([...COMMON_ROOTS, ...own, ...LISTS])];
}

const COMMON_ROOTS: readonly string[] = ["account", "root", "params"];

export const isRoot = ({ lets, kind }: CheckScope, name: string): boolean =>
  lets.has(name) || COMMON_ROOTS.includes(name) || LISTS.includes(name) || (kind === "event" ? EVENT_ROOTS.some((root) => root === name) : name === kind);

export const within = (scope: CheckScope, element: ValueType, listName: string): CheckScope => ({
  ...scope,
  elements: [...scope.elements, element],
  listName,
});

/** The scope of what is compared where a value stands in for null. */
export const standingIn = (preset: unknown, scope: CheckScope): CheckScope =>
  typeof preset === "string" || typeof preset === "number" ? { ...scope, standIn: preset } : scope;

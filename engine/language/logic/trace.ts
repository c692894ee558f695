import type { TruthName } from "../condition/truth.ts";
import { keepsTruth } from "../matchers/descriptor.ts";
import { matcherNamed } from "../matchers/registry.ts";

/** A value that a test read, as the author named it. */
export interface ReadValue {
  /** The path with its element spelled out, such as `user.accessKeys[AKIA…].active`; the literal or `params.name` otherwise. */
  text: string;
  value: unknown;
  /** API field it comes from; null for literals and parameters. */
  source: string | null;
  /** The user or key that has the field, where it decides which of two calls the field comes from. */
  owner?: unknown;
  isPath: boolean;
  /** From verbatim JSON, where nothing is a mark but the value itself. */
  verbatim: boolean;
}

/** Why a condition came out as it did: plain data for `explain`, and what evidence and gaps are read from. */
export type TruthNode =
  | { kind: "and" | "or"; truth: TruthName; children: TruthNode[] }
  | { kind: "not"; truth: TruthName; child: TruthNode }
  | { kind: "let"; truth: TruthName; name: string; child: TruthNode }
  | TestNode;

export interface TestNode {
  kind: "test";
  truth: TruthName;
  op: string;
  subject: ReadValue;
  operand: ReadValue | null;
  /** `all` and `default`: the tests within. */
  parts: TestNode[];
  /** Quantifiers: elements that were judged. */
  elements: ElementNode[];
  /** `count`: the least and the greatest number possible; null for no upper bound. */
  count: { least: number; most: number | null } | null;
  /** Gaps of the unknown values read here, elements apart. */
  gaps: string[];
}

export interface ElementNode {
  label: string;
  truth: TruthName;
  node: TruthNode | null;
}

/** Whether a test puts a condition to elements. */
export const isQuantified = ({ op }: TestNode): boolean => matcherNamed(op)?.kind === "quantifier";

/** Truth of the elements that brought about a quantifier's answer. */
export function decidingTruth({ op, truth }: TestNode): TruthName {
  const matcher = matcherNamed(op);
  if (truth === "unknown" || matcher?.kind !== "quantifier" || keepsTruth(matcher)) return truth;
  return truth === "true" ? "false" : "true";
}

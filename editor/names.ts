import type { Range, SourceNode } from "../engine/index.ts";
import { type ResourceKind, TABLE, type ValueType } from "../schemas/index.ts";
import { nodeAt, textOf } from "./spot.ts";

export interface ParamName {
  at: Range;
  type: string;
  items: string | null;
  description: string;
  /** As written; null where there is none. */
  preset: string | null;
}

export interface LetName {
  at: Range;
  /** As written. */
  text: string;
  /** Kind that it looks up, or path that it names; both null for a condition. */
  target: ResourceKind | null;
  path: string | null;
}

/** What a rule, however unfinished, gives names to. */
export interface RuleNames {
  kind: ResourceKind | null;
  params: ReadonlyMap<string, ParamName>;
  lets: ReadonlyMap<string, LetName>;
}

const isKind = (value: string | null): value is ResourceKind => value !== null && Object.hasOwn(TABLE.kinds, value);

export function namesOf(root: SourceNode | null): RuleNames {
  const kind = textOf(nodeAt(root, ["resource"]));
  const params = new Map<string, ParamName>();
  for (const { key, keyAt, value } of entries(nodeAt(root, ["params"]))) {
    const preset = nodeAt(value, ["default"]);
    params.set(key, {
      at: keyAt,
      type: textOf(nodeAt(value, ["type"])) ?? "string",
      items: textOf(nodeAt(value, ["items", "type"])),
      description: textOf(nodeAt(value, ["description"])) ?? "",
      preset: preset === null || (preset.kind === "scalar" && preset.empty) ? null : preset.text,
    });
  }
  const lets = new Map<string, LetName>();
  for (const { key, keyAt, value } of entries(nodeAt(root, ["let"]))) {
    const target = textOf(nodeAt(value, ["lookup", 0]));
    lets.set(key, { at: keyAt, text: value.text, target: isKind(target) ? target : null, path: textOf(nodeAt(value, ["var"])) });
  }
  return { kind: isKind(kind) ? kind : null, params, lets };
}

const entries = (node: SourceNode | null) => (node?.kind === "map" ? node.entries : []);

const KNOWN_VALUE = { nullable: false, unknown: false };

/** Type of the values that a parameter may have; a duration is text. */
export function paramType({ type, items }: Pick<ParamName, "type" | "items">): ValueType {
  if (type === "array") return { type: "list", element: plain(items ?? "string"), open: false, ...KNOWN_VALUE };
  return plain(type);
}

function plain(type: string): ValueType {
  if (type === "boolean") return { type: "boolean", ...KNOWN_VALUE };
  return type === "integer" || type === "number" ? { type: "integer", ...KNOWN_VALUE } : { type: "string", ...KNOWN_VALUE };
}

import type { ParamValue } from "../rule.ts";
import type { Condition, LetBinding, PathOperand } from "./ast.ts";

/** What the names of a rule stand for. `params` holds a value for every parameter the rule reads. */
export interface Scope {
  params: Readonly<Record<string, ParamValue | undefined>>;
  lets: readonly LetBinding[];
}

export function letNamed(scope: Scope, name: string): LetBinding {
  const binding = scope.lets.find((candidate) => candidate.name === name);
  if (!binding) throw new Error(`no let ${name}: an unchecked rule`);
  return binding;
}

/** A path that begins at a `let` of a path, spelled from that path's own root. */
export function unfold(scope: Scope, path: PathOperand): PathOperand {
  if (path.root.kind !== "let") return path;
  const binding = letNamed(scope, path.root.name);
  if (binding.kind !== "path") return path;
  const base = unfold(scope, binding.path);
  return { ...path, root: base.root, steps: [...base.steps, ...path.steps] };
}

/** Stands for what is read anew for each resource; a literal that happens to say so costs no more than a second look. */
const VARIES = "(varies)";

/** Whether the answer may differ from resource to resource: any path that begins at the resource or is looked up from it. */
export function mentionsResource(scope: Scope, condition: Condition): boolean {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.conditions.some((inner) => mentionsResource(scope, inner));
    case "not":
      return mentionsResource(scope, condition.condition);
    case "let":
      return true;
    case "test":
      return JSON.stringify([condition.subject, condition.test], dropRanges).includes(VARIES);
  }

  function dropRanges(key: string, value: unknown): unknown {
    if (key === "at") return undefined;
    if (typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "let") return VARIES;
    if (key !== "root" || typeof value !== "object" || value === null) return value;
    const { kind } = value as { kind: string };
    return kind === "list" || kind === "account" || kind === "root" || kind === "item" ? value : VARIES;
  }
}

import type { Condition, LetBinding, PathOperand } from "../condition/ast.ts";
import { operandsOf } from "../condition/fold.ts";
import type { ParamValue } from "../rule.ts";

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

/** Roots that are the same for every resource. */
const SHARED: readonly string[] = ["list", "account", "root", "item"];

/** Whether the answer may differ from resource to resource: any path that begins at the resource or is looked up from it. */
export function mentionsResource(condition: Condition): boolean {
  const { operands, names } = operandsOf(condition);
  return names.length > 0 || operands.some((operand) => operand.kind === "path" && !SHARED.includes(operand.root.kind));
}

import { type CheckedRule, sourcesRead } from "../language/index.ts";

/**
 * Whether a rule reads nothing but the resource it judges, and what `besides` allows by its source, such as account.id: in its conditions, severities,
 * evidence, message and remediation alike.
 */
export function readsOnlyItsResource(rule: CheckedRule, besides: (source: string) => boolean): boolean {
  if (rule.lets.some(({ kind }) => kind === "lookup") || readsList(rule)) return false;
  // A reference names the kind that it leads to.
  return sourcesRead([rule]).every((source) => source === rule.resource || source.startsWith(`${rule.resource}.`) || besides(source));
}

/** Whether any path begins at one of the document's lists. */
export function readsList(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(readsList);
  if (typeof node !== "object" || node === null) return false;
  const { root } = node as { root?: { kind?: unknown } };
  if (typeof root === "object" && root !== null && root.kind === "list") return true;
  return Object.values(node).some(readsList);
}

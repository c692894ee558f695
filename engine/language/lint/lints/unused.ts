import type { Lint } from "../subject.ts";

/** RV085: parameters and lets that nothing reads. */
export const unused: Lint = ({ rule, report }) => {
  const { body, raise, evidence, message, remediation, lets } = rule;
  const unread = new Set([...rule.params.map(({ name }) => `param ${name}`), ...lets.map(({ name }) => `let ${name}`)]);
  if (unread.size === 0) return;
  strike([body, raise, evidence, message, lets.map(({ at: _at, name: _name, ...content }) => content), remediation], unread);
  for (const { name } of rule.params) {
    const at = rule.places.params[name];
    if (at && unread.has(`param ${name}`)) report.warning("RV085", at, `Nothing reads the parameter \`${name}\`: setting it changes nothing.`);
  }
  for (const { name, at } of lets) {
    const key = { ...at, endLine: at.line, endColumn: at.column + name.length };
    if (unread.has(`let ${name}`)) report.warning("RV085", key, `Nothing reads \`${name}\`.`);
  }
};

/** Strikes out the names that a part of a rule reads: operands, roots of paths and uses of conditions all say what they are. */
function strike(value: unknown, unread: Set<string>): void {
  if (typeof value !== "object" || value === null || unread.size === 0) return;
  const { kind, name } = value as { kind?: unknown; name?: unknown };
  if ((kind === "param" || kind === "let") && typeof name === "string") unread.delete(`${kind} ${name}`);
  if (Array.isArray(value)) for (const part of value) strike(part, unread);
  else for (const key of Object.keys(value)) if (key !== "type" && key !== "at") strike((value as Record<string, unknown>)[key], unread);
}

import type { Lint } from "../subject.ts";

/** RV085: parameters and lets that nothing reads. */
export const unused: Lint = ({ rule, report }) => {
  const read = new Set<string>();
  const { body, raise, evidence, message, remediation, lets } = rule;
  gather([body, raise, evidence, message, remediation, lets.map(({ at: _at, name: _name, ...content }) => content)], read);
  for (const { name } of rule.params) {
    const at = rule.places.params[name];
    if (at && !read.has(`param ${name}`)) report.warning("RV085", at, `Nothing reads the parameter \`${name}\`: setting it changes nothing.`);
  }
  for (const { name, at } of lets) {
    const key = { ...at, endLine: at.line, endColumn: at.column + name.length };
    if (!read.has(`let ${name}`)) report.warning("RV085", key, `Nothing reads \`${name}\`.`);
  }
};

/** Names of parameters and lets in any part of a rule: operands, roots of paths and uses of conditions all say what they are. */
function gather(value: unknown, read: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  const { kind, name } = value as { kind?: unknown; name?: unknown };
  if ((kind === "param" || kind === "let") && typeof name === "string") read.add(`${kind} ${name}`);
  if (Array.isArray(value)) for (const part of value) gather(part, read);
  else for (const key of Object.keys(value)) if (key !== "type" && key !== "at") gather((value as Record<string, unknown>)[key], read);
}

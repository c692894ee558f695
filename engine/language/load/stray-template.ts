import { RECORD_FIELDS } from "./record.ts";
import { newReport, type Report } from "./report.ts";
import { type CheckScope, isRoot } from "./scope.ts";
import { type MapNode, nodeAt, type ScalarNode, type SourceNode } from "./source.ts";
import { fieldOf, fieldsOf } from "./types.ts";

/** `{{path}}`, and a text that is nothing else. */
const ANY = /\{\{\s*([A-Za-z_]\w*(?:\.[\w-]+)*)\s*\}\}/g;
const WHOLE = /^\{\{\s*([A-Za-z_]\w*(?:\.[\w-]+)*)\s*\}\}$/;

/** `${path}` of shells; the variables of policies, such as `${aws:username}`, have a colon. */
const SHELL = /\$\{\s*([A-Za-z]\w*(?:\.\w+)+)\s*\}/g;

/**
 * The corrected operand of a literal with `{{path}}` in it: `{ var: path }` or `{ text: … }`; null where the literal has none. In records a word in such
 * braces may be data (Systems Manager writes `{{ InstanceId }}`), so there it must be a path or a name that the rule has.
 */
function strayTemplate({ value, text }: ScalarNode, scope: CheckScope): string | null {
  if (typeof value !== "string") return null;
  if (PLAIN.test(value)) return namesPath(value, scope) ? `{ var: ${value} }` : null;
  if (!value.includes("{")) return null;
  const dollar = value.replace(SHELL, (whole, path: string) => (isRoot(scope, path.split(".")[0] ?? "") ? `{{${path}}}` : whole));
  if (dollar !== value) return `{ text: ${JSON.stringify(dollar)} }`;
  const closed = value.replace(BRACED, (whole, open: string, path: string, close: string) =>
    (open.length < 2 || close.length < 2) && namesPath(path, scope) ? `{{${path}}}` : whole,
  );
  if (closed !== value) {
    const [, path] = WHOLE.exec(closed) ?? [];
    return path === undefined ? `{ text: ${JSON.stringify(closed)} }` : `{ var: ${path} }`;
  }
  if (!value.includes("{{")) return null;
  const found = [...value.matchAll(ANY)].some(([, path = ""]) => scope.kind !== "event" || path.includes(".") || isName(path, scope));
  if (!found) return null;
  const [, path] = WHOLE.exec(value) ?? [];
  return path === undefined ? `{ text: ${/^["']/.test(text) ? text : JSON.stringify(value)} }` : `{ var: ${path} }`;
}

/** A text that is a path and nothing else, and one within braces of which some may be missing. */
const PLAIN = /^[A-Za-z]\w*(?:\.\w+)+$/;
const BRACED = /(\{{1,2})\s*([A-Za-z]\w*(?:\.\w+)+)\s*(\}{0,2})/g;

/** Whether a text names a value that the rule has: it begins with a root, and every name after that is known. */
function namesPath(text: string, scope: CheckScope): boolean {
  const [root = ""] = text.split(".");
  if (scope.lenient || !isRoot(scope, root)) return false;
  if (root === "params") return true;
  const at = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return scope.read.value(text, at, { ...scope, report: newReport("") }) !== null;
}

function isName(name: string, scope: CheckScope): boolean {
  const element = scope.elements.at(-1);
  const fields = element ? fieldsOf(element) : null;
  return (
    name === "item" || isRoot(scope, name) || scope.params.has(name) || RECORD_FIELDS.includes(name) || (fields !== null && fieldOf(fields, name) !== undefined)
  );
}

/** Reports a literal of a condition with `{{path}}` in it; true where there is one. */
export function reportStray(node: ScalarNode, scope: CheckScope, wrap: (operand: string) => string | null = (operand) => operand): boolean {
  const stray = strayTemplate(node, scope);
  if (stray === null) return false;
  const operand = wrap(stray);
  const write =
    operand === null
      ? "Such expressions are fixed: write glob with { text: … }"
      : `For ${node.text.includes("{{") && !WHOLE.test(String(node.value)) ? "what it stands for" : "its value"} write ${operand}`;
  const message = `This compares with the text \`${node.text.replace(/^(["'])(.*)\1$/s, "$2")}\`. ${write}.`;
  scope.report.error("RV063", node.at, message, operand ?? undefined);
  return true;
}

/** Fields of a rule whose text is printed as it is. */
const PLAIN_FIELDS = ["title", "rationale", "manual"];

/** Reports `{{path}}` in the fields of a rule that are no templates. */
export function strayInFields(root: MapNode, report: Report): void {
  for (const { key, value } of root.entries) {
    if (PLAIN_FIELDS.includes(key) && value.kind === "scalar" && hasPath(value))
      report.error("RV063", value.at, `\`${key}\` is printed as it stands: only messages and remediations fill in {{…}}. Put the value into \`message\`.`);
    if (key === "references" || key === "controls" || key === "informs") strayWithin(value, key, report);
    if (key === "params" && value.kind === "map")
      for (const param of value.entries) strayWithin(nodeAt(param.value, "description"), `params.${param.key}.description`, report);
    if (key === "evidence") for (const item of value.kind === "list" ? value.items : []) inEvidence(item, report);
  }
}

/** The same of every text of a part that is printed as it stands. */
function strayWithin(node: SourceNode | undefined, name: string, report: Report): void {
  if (node?.kind === "list") for (const item of node.items) strayWithin(item, name, report);
  if (node?.kind === "map") for (const { value } of node.entries) strayWithin(value, name, report);
  if (node?.kind === "scalar" && hasPath(node))
    report.error("RV063", node.at, `\`${name}\` is printed as it stands: only messages and remediations fill in {{…}}. Write the text itself.`);
}

function inEvidence(node: SourceNode, report: Report): void {
  if (node.kind !== "scalar" || typeof node.value !== "string") return;
  const [, path] = WHOLE.exec(node.value) ?? [];
  if (path !== undefined) report.error("RV063", node.at, `Evidence names paths without braces. Write ${path}.`, { certain: path });
}

export const hasPathIn = (text: string): boolean => text.includes("{{") && text.search(ANY) >= 0;
export const hasPath = ({ value }: ScalarNode): boolean => typeof value === "string" && hasPathIn(value);

/** Roots of rules: a path that begins with one is no data. */
const ROOTS = /\{\{\s*(?:account|root|params|event|actor|target|change|outcome|user|group|role|policy|accessKey|trail|item)\b[\w.]*\s*\}\}/;

/** Reports `{{path}}` in the cases of a test: what is given there is data. */
export function strayInCases(node: SourceNode | undefined, report: Report): void {
  if (node === undefined) return;
  if (node.kind === "list") for (const item of node.items) strayInCases(item, report);
  if (node.kind === "map") for (const { value } of node.entries) strayInCases(value, report);
  if (node.kind === "scalar" && typeof node.value === "string" && ROOTS.test(node.value))
    report.error("RV063", node.at, `A case is data: ${node.text} is taken letter by letter. Write the value itself.`);
}

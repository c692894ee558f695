import type { WrittenStatement } from "./account.ts";

/**
 * A second evaluator of statements, for one request whose whole context is known, written from the pages of AWS and sharing nothing with the first: texts by
 * regular expressions, no marks, no search.
 */
export interface PlainRequest {
  action: string;
  resource: string;
  /** Keys in lower case. */
  context: Readonly<Record<string, readonly string[] | null>>;
}

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\/*?]/g, "\\$&");

function matches(pattern: string, text: string, { context }: PlainRequest, hasWildcards: boolean, flags = "s"): boolean {
  let source = "";
  for (const [part] of pattern.matchAll(/\$\{[^}]*\}|[^$]|\$/gs)) {
    if (part.length > 1) {
      const [value, ...others] = context[part.slice(2, -1).toLowerCase()] ?? [];
      if (value === undefined || others.length > 0) return false;
      source += escaped(value);
    } else source += hasWildcards && part === "*" ? ".*" : hasWildcards && part === "?" ? "." : escaped(part);
  }
  return new RegExp(`^${source}$`, flags).test(text);
}

function one(operator: string, wanted: string, given: string, request: PlainRequest): boolean {
  if (operator.startsWith("Bool")) return wanted === given;
  if (operator.startsWith("Numeric"))
    return Number.isNaN(Number(given)) ? false : operator.includes("LessThan") ? Number(given) < Number(wanted) : Number(given) === Number(wanted);
  if (operator.includes("IpAddress")) return given.startsWith(wanted.split(".").slice(0, 3).join(".").concat("."));
  if (operator.includes("IgnoreCase")) return wanted.toLowerCase() === given.toLowerCase();
  return matches(wanted, given, request, operator.includes("Like"));
}

function clauseHolds(written: string, wanted: readonly string[], given: readonly string[] | null, request: PlainRequest): boolean {
  const set = /^(ForAllValues|ForAnyValue):/.exec(written)?.[1];
  const operator = written.replace(/^For\w+:/, "");
  const values = given ?? [];
  if (operator === "Null") return wanted.includes(String(values.length === 0));
  const isNegated = operator.includes("Not");
  if (values.length === 0) return operator.endsWith("IfExists") || (set ? set === "ForAllValues" : isNegated);
  const test = (value: string): boolean => wanted.some((each) => one(operator, each, value, request)) !== isNegated;
  return set === "ForAnyValue" ? values.some(test) : values.every(test);
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value : [value]) as string[];

/** Whether a statement matches a request. */
export function applies(statement: WrittenStatement, request: PlainRequest): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const action = (pattern: string): boolean => matches(pattern, request.action, request, true, "is");
  if (Action !== undefined ? !list(Action).some(action) : list(NotAction).some(action)) return false;
  const resource = (pattern: string): boolean => matches(pattern, request.resource, request, true);
  if (Resource !== undefined ? !list(Resource).some(resource) : list(NotResource).some(resource)) return false;
  return Object.entries(Condition as Record<string, Record<string, unknown>>).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => clauseHolds(operator, list(values), request.context[key.toLowerCase()] ?? null, request)),
  );
}

export type PlainEffect = "allowed" | "denied" | "not-allowed";

/** What identity policies say of a request. */
export function plainEffect(statements: readonly WrittenStatement[], request: PlainRequest): PlainEffect {
  const found = statements.filter((statement) => applies(statement, request));
  return found.some(({ Effect }) => Effect === "Deny") ? "denied" : found.length > 0 ? "allowed" : "not-allowed";
}

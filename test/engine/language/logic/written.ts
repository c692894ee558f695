import type { Condition, Operand, PathOperand, Test } from "../../../../engine/language/condition/ast.ts";
import { foldTest, type TestFold } from "../../../../engine/language/condition/fold.ts";
import type { ResourceKind } from "../../../../schemas/index.ts";

/** A condition as an author writes it, in JSON (which is YAML). Null where the form has no way to say it. */
export interface Forms {
  field: unknown;
  jsonLogic: unknown;
}

/** Both forms of a drawn condition, either null where it cannot say it: an element two iterations out has no name, and JsonLogic has no glob. */
export function written(kind: ResourceKind, condition: Condition): Forms {
  const named = (form: unknown): unknown => JSON.parse(JSON.stringify(form).replaceAll(RESOURCE, kind));
  return { field: named(sayable(() => field(condition))), jsonLogic: named(sayable(() => logic(condition))) };
}

/** Stands for the name of the kind that is judged, until the whole form is made. */
const RESOURCE = "$resource";

/** What a form cannot say. */
const UNSAID = new Error("no such form");

function sayable(make: () => unknown): unknown {
  try {
    return make();
  } catch (error) {
    if (error === UNSAID) return null;
    throw error;
  }
}

const unsaid = (): never => {
  throw UNSAID;
};

function path({ root, steps }: PathOperand): string {
  const names = steps.map((step) => (step.kind === "before" ? "before" : step.name));
  if (names.some((name) => !/^\w+$/.test(name))) return unsaid();
  switch (root.kind) {
    case "item":
      return root.depth === 0 ? ["item", ...names].join(".") : unsaid();
    case "list":
      return [root.list, ...names].join(".");
    case "resource":
      return [RESOURCE, ...names].join(".");
    case "let":
      return unsaid();
    default:
      return [root.kind, ...names].join(".");
  }
}

const operand = (value: Operand): unknown => {
  if (value.kind === "literal") return value.value;
  if (value.kind === "list") return value.items.map(operand);
  if (value.kind === "text")
    return {
      text: value.parts.map((part) => (typeof part === "string" ? part : `{{${part.kind === "param" ? `params.${part.name}` : path(part)}}}`)).join(""),
    };
  return { var: value.kind === "param" ? `params.${value.name}` : path(value) };
};

// Field form ---------------------------------------------------------------------------------------------------------------------------------

function field(condition: Condition): unknown {
  switch (condition.kind) {
    case "and":
    case "or":
      return { [condition.kind]: condition.conditions.map(field) };
    case "not":
      return { not: field(condition.condition) };
    case "let":
      return unsaid();
    case "test":
      return condition.subject.kind === "path" ? { [path(condition.subject)]: matchers(condition.test) } : unsaid();
  }
}

const matchers = (test: Test): Record<string, unknown> => foldTest(MATCHERS, test, null);

const MATCHERS: TestFold<null, Record<string, unknown>> = {
  exists: ({ value }) => ({ exists: value }),
  default: ({ value, test }) => ({ default: value, ...matchers(test) }),
  all: ({ tests }) => {
    const parts = tests.map(matchers);
    const merged = Object.assign({}, ...parts);
    return Object.keys(merged).length === parts.flatMap(Object.keys).length ? merged : unsaid();
  },
  quantifier: ({ op, where }) => ({ [op]: field(where) }),
  count: ({ where, test }) => ({ count: { ...(where ? { where: field(where) } : {}), ...matchers(test) } }),
  comparison: (test) => ({ [test.op]: operand(test.operand) }),
};

// JsonLogic ----------------------------------------------------------------------------------------------------------------------------------

function logic(condition: Condition): unknown {
  switch (condition.kind) {
    case "and":
    case "or":
      return { [condition.kind]: condition.conditions.map(logic) };
    case "not":
      return { "!": [logic(condition.condition)] };
    case "let":
      return unsaid();
    case "test":
      return condition.subject.kind === "path" ? test({ var: path(condition.subject) }, condition.test) : unsaid();
  }
}

const SIGNS: Record<string, string> = { is: "===", isNot: "!==", lt: "<", lte: "<=", gt: ">", gte: ">=" };

interface Subject {
  var: unknown;
}

const test = (subject: Subject, asked: Test): unknown => foldTest(LOGIC, asked, subject);

const LOGIC: TestFold<Subject, unknown> = {
  // Knows more than a comparison with null: a resource that was not read exists where its id does. Its logic is `!== null`, where nothing is unknown.
  exists: () => unsaid(),
  count: () => unsaid(),
  default: (asked, subject) => (Array.isArray(asked.value) ? unsaid() : test({ var: [subject.var, asked.value] }, asked.test)),
  all: ({ tests }, subject) => ({ and: tests.map((inner) => test(subject, inner)) }),
  quantifier: ({ op, where }, subject) => {
    if (op === "any") return { some: [subject, logic(where)] };
    return op === "none" ? { none: [subject, logic(where)] } : { "!": [{ some: [subject, { "!": [logic(where)] }] }] };
  },
  comparison: (asked, subject) => {
    if (asked.op === "in") return { in: [subject, operand(asked.operand)] };
    if (asked.op === "notIn") return { "!": [{ in: [subject, operand(asked.operand)] }] };
    const sign = SIGNS[asked.op];
    return sign ? { [sign]: [subject, operand(asked.operand)] } : unsaid();
  },
};

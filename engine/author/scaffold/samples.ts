import type { Scalar, Test } from "../../language/index.ts";
import type { Demand } from "./demand.ts";

/** Values worth trying at a place, the plainest first: what its matchers name, what lies just beside that, and absence where the document allows it. */
export function samplesOf({ type, tests, compared }: Demand, name: string): Scalar[] {
  const found = new Set<Scalar>();
  for (const test of tests) for (const value of beside(test, type.type, name)) if (fits(value, type.type)) found.add(value);
  for (const value of plain(type.type, "enum" in type ? type.enum : undefined, name)) if (compared || needsMore(found, type.type)) found.add(value);
  if (type.nullable) found.add(null);
  return [...found];
}

/** One value shows nothing: something else must stand against it. */
const needsMore = (found: ReadonlySet<Scalar>, type: string): boolean => type === "boolean" || found.size < 2;

function fits(value: Scalar, type: string): boolean {
  if (type === "dynamic") return value !== null;
  if (type === "integer") return Number.isInteger(value);
  return type === "boolean" ? typeof value === "boolean" : typeof value === "string";
}

function plain(type: string, choices: string[] | undefined, name: string): Scalar[] {
  switch (type) {
    case "boolean":
      return [true, false];
    case "integer":
      return [0, 1];
    case "timestamp":
      return ["30d ago", "2d ago"];
    default:
      return choices
        ? choices.slice(0, 4)
        : name === "path"
          ? ["/", "/example/"]
          : name.toLowerCase().endsWith("arn")
            ? exampleArns(name)
            : ["example", "other"];
  }
}

const exampleArns = (name: string): Scalar[] => {
  const kind = name.startsWith("role") ? "role" : name.startsWith("user") ? "user" : "policy";
  return [`arn:aws:iam::111122223333:${kind}/example`, `arn:aws:iam::111122223333:${kind}/other`];
};

/** What a matcher names, and what just misses it. */
function beside(test: Test, type: string, name: string): Scalar[] {
  if (!("operand" in test) || test.operand.kind !== "literal") return [];
  const values = [test.operand.value].flat();
  switch (test.op) {
    case "is":
    case "isNot":
    case "in":
    case "notIn":
      return [...values, ...values.flatMap((value) => near(value, type))];
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return values.flatMap((value) => (typeof value === "number" ? [value, value - 1, value + 1] : typeof value === "string" ? instants(value) : []));
    case "contains":
      return values.flatMap((value) => (typeof value === "string" ? [`a-${value}-b`, swapCase(value)] : []));
    case "glob":
    case "notGlob":
      return values.flatMap((value) => (typeof value === "string" ? globSamples(value, name) : []));
    case "matches":
      return values.flatMap((value) => (typeof value === "string" ? regexSamples(value) : []));
    case "cidr":
      return [...values.flatMap((value) => (typeof value === "string" ? [value.replace(/\/\d+$/, "")] : [])), "192.0.2.10", "198.51.100.77"];
    case "olderThan":
    case "newerThan":
      return values.flatMap((value) => (typeof value === "string" ? ages(value) : []));
  }
}

function near(value: Scalar, type: string): Scalar[] {
  if (typeof value === "number") return [value - 1, value + 1];
  if (typeof value === "boolean") return [!value];
  if (typeof value !== "string" || type === "timestamp") return [];
  const swapped = swapCase(value);
  return swapped === value ? [] : [swapped];
}

/** `Owner` for `owner`, `owner` for `Owner`. */
function swapCase(text: string): string {
  const first = text.search(/\p{L}/u);
  const letter = text.charAt(first);
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  return first < 0 ? text : text.slice(0, first) + other + text.slice(first + 1);
}

/** A text that the pattern takes, and one that it takes only where it is not held to its ends. */
function globSamples(pattern: string, name: string): Scalar[] {
  if (pattern.startsWith("arn:")) return arnSamples(pattern);
  const filler = name === "path" ? "example/" : "example";
  const taken = pattern.replaceAll("*", filler).replaceAll("?", "x").replace("//", "/");
  const bare = pattern.replaceAll("*", "");
  const outside = name === "path" ? `/other${taken}` : `other-${taken}-other`;
  return bare === pattern ? [taken, outside] : [taken, outside, ...(pattern.endsWith("*") ? [] : [`${taken}-other`])];
}

/** The pattern's own ARN, and one of another resource in the same account. Parts: arn:partition:service:region:account:resource. */
function arnSamples(pattern: string): Scalar[] {
  const fillers = ["arn", "aws", "iam", "", "111122223333"];
  const parts = pattern.split(":").map((part, at) => part.replaceAll("*", fillers[at] ?? "example").replaceAll("?", "x"));
  const taken = parts.join(":");
  const [head = "", ...rest] = parts.slice(5).join(":").split("/");
  return [taken, [...parts.slice(0, 5), rest.length > 0 ? `${head}/other` : "role/other"].join(":"), `${taken}-other`, `other-${taken}`];
}

/** Texts for the commonest expressions: anchors dropped, the first of alternatives, a letter or digit for a class. The evaluator judges whether they match. */
function regexSamples(expression: string): Scalar[] {
  const bare = expression
    .replace(/^\(\?[a-z]+\)/, "")
    .replace(/^\^|\$$/g, "")
    .replace(/\(\?:/g, "(")
    .replace(/\(([^()|]*)(?:\|[^()]*)?\)/g, "$1")
    .replace(/\\d|\[0-9\]/g, "1")
    .replace(/\\w|\[[^\]]*\]/g, "a")
    .replace(/\\(.)/g, "$1")
    .replace(/\.[*+]\??/g, "example")
    .replace(/(.)\{(\d{1,2})(?:,\d*)?\}/g, (_, letter: string, times: string) => letter.repeat(Number(times)))
    .replace(/[*+?]/g, "")
    .split("|");
  return [...bare.slice(0, 3), "other"];
}

const ages = (duration: string): Scalar[] => {
  const [, count = "", unit = ""] = /^(\d{1,6})([mhd])$/.exec(duration) ?? [];
  const number = Number(count);
  return unit === "" ? [] : [number, number + 1, Math.max(0, number - 1)].map((each) => `${each}${unit} ago`);
};

function instants(value: string): Scalar[] {
  const at = Date.parse(value);
  return Number.isNaN(at) ? [value] : [value, ...[-1000, 1000].map((offset) => new Date(at + offset).toISOString())];
}

import type { ValueType } from "../../../schemas/index.ts";
import { comparisonOf, isComparison, literalsOf, type Scalar, type Test, withinBounds } from "../../language/index.ts";
import { ofForm } from "../testing/fill.ts";
import type { RequiredValue } from "./required-values.ts";

/** Values worth trying at a place, the plainest first: what its matchers name, what lies just beside that, and absence where the document allows it. */
export function samplesOf({ type, tests, compared }: RequiredValue, name: string): Scalar[] {
  const found = new Set<Scalar>();
  for (const test of tests) for (const value of beside(test, type.type, name)) if (fits(value, type)) found.add(value);
  for (const value of plain(type, name)) if (compared || needsMore(found, type.type)) found.add(value);
  const sound =
    type.type === "string" && !type.enum
      ? ofForm(
          [...found].filter((value) => typeof value === "string"),
          type,
        )
      : [...found];
  return type.nullable ? [...sound, null] : sound;
}

/** One value shows nothing: something else must stand against it. */
const needsMore = (found: ReadonlySet<Scalar>, type: string): boolean => type === "boolean" || found.size < 2;

function fits(value: Scalar, written: ValueType): boolean {
  const { type } = written;
  if (type === "dynamic") return value !== null;
  if (type === "integer") return Number.isInteger(value) && withinBounds(written, value);
  return type === "boolean" ? typeof value === "boolean" : typeof value === "string";
}

function plain(type: ValueType, name: string): Scalar[] {
  const choices = "enum" in type ? type.enum : undefined;
  switch (type.type) {
    case "boolean":
      return [true, false];
    case "integer":
      return [0, 1].map((above) => (type.minimum ?? 0) + above);
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
function beside(test: Test, type: ValueType["type"], name: string): Scalar[] {
  const literals = isComparison(test) ? literalsOf(test.operand) : null;
  return isComparison(test) && literals ? comparisonOf(test).samples(literals, type, name) : [];
}

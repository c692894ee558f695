import type { Scalar, Test } from "../../../language/index.ts";
import type { Family } from "./family.ts";

/** What a rule says of absence, unsaid or turned round: `default` left out or changed, `exists` turned. */
function unsaid(test: Test): Test[] {
  if (test.op === "exists") return [{ ...test, value: !test.value }];
  if (test.op !== "default") return [];
  return [test.test, ...other(test.value).map((value) => ({ ...test, value }))];
}

function other(value: Scalar | Scalar[]): (Scalar | Scalar[])[] {
  if (typeof value === "boolean") return [!value];
  return Array.isArray(value) && value.length > 0 ? [[]] : [];
}

export const ABSENCE: Family = { name: "absence", tests: unsaid };

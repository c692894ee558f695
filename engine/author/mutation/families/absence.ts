import { foldTest, type Scalar, someTests, type Test } from "../../../language/index.ts";
import type { Family } from "./family.ts";

/** What a rule says of absence, unsaid or turned round: `default` left out or changed, `exists` turned. */
const ABSENCE_MUTATIONS = someTests<null, Test[]>(
  {
    exists: (test) => [{ ...test, value: !test.value }],
    default: (test) => [test.test, ...other(test.value).map((value) => ({ ...test, value }))],
  },
  () => [],
);

function other(value: Scalar | Scalar[]): (Scalar | Scalar[])[] {
  if (typeof value === "boolean") return [!value];
  return Array.isArray(value) && value.length > 0 ? [[]] : [];
}

export const ABSENCE: Family = { name: "absence", tests: (test) => foldTest(ABSENCE_MUTATIONS, test, null) };

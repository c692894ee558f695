import { eachLiteral, type Family } from "./family.ts";

const OTHER = new Map<unknown, string>([
  ["Allow", "Deny"],
  ["Deny", "Allow"],
]);

/** Allow taken for Deny. Source: IAM JSON policy elements, Effect: these two values, case-sensitive. */
export const EFFECT: Family = {
  name: "effect",
  tests: (test) =>
    eachLiteral(test, (value) => {
      const other = OTHER.get(value);
      return other === undefined ? [] : [other];
    }),
};

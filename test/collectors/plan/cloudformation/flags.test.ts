import { describe, expect, it } from "vitest";
import type { document } from "../../../../schemas/index.ts";
import { documentOf, smallAccount } from "../small-account.ts";
import { LATER, predicted } from "./change-set.ts";

const ACCOUNT = documentOf(smallAccount([], [], []));

/** Whether the trail `new` validates its files, where the change set has this value. */
function validates(value: unknown): unknown {
  const after = { TrailName: "new", IsLogging: true, S3BucketName: "logs", EnableLogFileValidation: value };
  const { document } = predicted(ACCOUNT, [{ id: "T", type: "AWS::CloudTrail::Trail", after }]);
  return (document.trails as document.Trail[]).find(({ name }) => name === "new")?.logFileValidationEnabled;
}

describe("a property that is true or false", () => {
  it.each([true, "true", "True", "TRUE"])("is true as %j", (value) => {
    expect(validates(value)).toBe(true);
  });

  it.each([false, "false", "False", null])("is false as %j", (value) => {
    expect(validates(value)).toBe(false);
  });

  it.each([LATER, "{{resolve:ssm:validate}}", "on"])("is not known as %j", (value) => {
    expect(validates(value)).toEqual({ $unknown: expect.any(String) });
  });
});

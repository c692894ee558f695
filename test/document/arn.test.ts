import { describe, expect, it } from "vitest";
import { isAwsManaged, nameKey, nameOf, parseArn, sameName } from "../../document/index.ts";
import { arnParts } from "../../schemas/index.ts";

const ROLE = { partition: "aws", service: "iam", region: "", accountId: "111122223333", resource: "role/team/Admin" };

describe("an ARN", () => {
  it("has five parts and the rest, colons included", () => {
    expect(parseArn("arn:aws:iam::111122223333:role/team/Admin")).toEqual(ROLE);
    expect(parseArn("arn:aws-cn:logs:cn-north-1:111122223333:log-group:a:*")).toMatchObject({ region: "cn-north-1", resource: "log-group:a:*" });
    expect(nameOf(ROLE)).toBe("Admin");
  });

  it.each(["", "arn", "arn:", "arn:aws:iam::111122223333", "arn::iam::1:role/a", "arn:aws:iam::1:role/a b", "xarn:aws:iam::1:role/a", "role/a"])(
    "is not %j",
    (text) => {
      expect(parseArn(text)).toBeNull();
    },
  );

  it("is read as far as a pattern of ARNs goes", () => {
    expect(arnParts("arn:aws:iam::1111*")).toEqual({ partition: "aws", service: "iam", region: "", accountId: "1111*", resource: "" });
    expect(arnParts("role/*")).toBeNull();
  });

  it("shows whether AWS maintains a policy", () => {
    expect(isAwsManaged("arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess")).toBe(true);
    expect(isAwsManaged("arn:aws:iam::111122223333:policy/aws")).toBe(false);
  });
});

describe("names of IAM", () => {
  it("are the same in other letters", () => {
    expect(sameName("Admin", "aDMIN")).toBe(true);
    expect(sameName("Admin", "Admins")).toBe(false);
    expect(nameKey("Admin")).toBe(nameKey("ADMIN"));
  });
});

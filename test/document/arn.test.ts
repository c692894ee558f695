import { describe, expect, it } from "vitest";
import { isAwsManaged, namedIn, nameKey, nameMap, nameOf, parseArn, sameName } from "../../document/index.ts";
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

  it("find what a map holds under another spelling", () => {
    const names = nameMap<number>();
    names.set("Ann", 1);
    names.set("ANN", 2);
    expect([names.get("ann"), names.has("aNN"), names.has("anna")]).toEqual([2, true, false]);
    names.delete("aNn");
    expect(names.has("Ann")).toBe(false);
  });
});

describe("a resource that calls name by name or ARN", () => {
  const trail = (region: string, name: string) => ({ name, arn: `arn:aws:cloudtrail:${region}:111122223333:trail/${name}` });
  const [main, other, upper] = [trail("eu-west-1", "main"), trail("us-east-1", "other"), trail("eu-west-1", "MAIN")];

  it.each([
    { what: "its name", list: [main, other], named: "main", found: main },
    { what: "its ARN", list: [main, other], named: main.arn, found: main },
    { what: "its name in other letters", list: [main, other], named: "Main", found: main },
    { what: "the spelling, where two differ by case", list: [main, upper], named: "MAIN", found: upper },
    { what: "nothing, where two differ by case and neither is spelt so", list: [main, upper], named: "Main", found: undefined },
    { what: "nothing, where two regions have the name", list: [main, trail("us-east-1", "main")], named: "main", found: undefined },
    { what: "nothing, where none has the name", list: [main], named: "mainly", found: undefined },
  ])("is found by $what", ({ list, named, found }) => {
    expect(namedIn(list, named)).toBe(found);
  });
});

import { statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readOwnTable } from "../../collectors/files/index.ts";
import { type ActionTable, actionsIn, isAmongKeys, isOfType, statementLines } from "../../document/index.ts";

const FILE = "document/actions/table.json.br";
const table = readOwnTable(FILE) as ActionTable;
const actions = actionsIn(table);

describe("the table of actions", () => {
  it("is small, dated, and holds what AWS has", () => {
    expect(statSync(FILE).size).toBeLessThanOrEqual(300_000);
    expect(table.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(actions.services.flatMap(actions.namesOf).length).toBeGreaterThan(20_000);
    expect(actions.services.flatMap(actions.namesOf).filter((name) => !/^[A-Za-z0-9-]+$/.test(name))).toEqual([]);
  });

  it("has a type for each place that an action names, and a key for each place", () => {
    const rows = actions.services.flatMap((service) => actions.namesOf(service).map((name) => actions.find(`${service}:${name}`)));
    expect(rows.filter((row) => row === null || row.types.some(({ name, arn }) => name === "" || arn === "") || row.keys.includes(""))).toEqual([]);
  });

  it.each([
    ["as AWS writes it", "iam:PassRole"],
    ["in any letters", "IAM:PASSROLE"],
  ])("finds an action %s", (_, action) => {
    expect(actions.find(action)).toMatchObject({ service: "iam", name: "PassRole", types: [{ name: "role", required: true }] });
    expect(actions.find(action)?.keys).toContain("iam:passedtoservice");
  });

  it.each(["iam:PassRoles", "iam", "nothing:PassRole", "iam:pass*", "__proto__:x"])("finds nothing for %s", (action) => {
    expect(actions.find(action)).toBeNull();
  });

  it.each<[key: string, among: boolean]>([
    ["aws:requesttag/team", true],
    ["aws:requesttag/", false],
    ["iam:passedtoservice", false],
    ["aws:tagkeys", true],
  ])("knows whether %s is a key of iam:TagUser: %s", (key, among) => {
    expect(isAmongKeys(key, actions.find("iam:TagUser")?.keys ?? [])).toBe(among);
  });

  it.each<[action: string, arn: string, fits: boolean]>([
    ["s3:ListBucket", "arn:aws:s3:::bucket", true],
    ["s3:ListBucket", "arn:aws:s3:::bucket/key", false],
    ["s3:GetObject", "arn:aws:s3:::bucket/a/b", true],
    ["iam:GetRole", "arn:aws-cn:iam::123456789012:role/a/b", true],
    ["iam:GetRole", "arn:aws:iam::123456789012:user/a", false],
  ])("knows whether %s is called on %s: %s", (action, arn, fits) => {
    expect(actions.find(action)?.types.some((type) => isOfType(arn, type))).toBe(fits);
  });
});

describe("the lines of statements", () => {
  it.each<[what: string, text: string, lines: number[]]>([
    ["a list", '{\n"Statement": [\n{ "Effect": "Allow" },\n\n{ "Condition": { "Bool": {\n } } }\n]\n}', [3, 5]],
    ["one statement", '{ "Version": "x",\n "Statement":\n { "Condition": { "Bool": {} } } }', [3]],
    ["braces and quotes in texts", '{ "Id": "{\\"Statement\\": [{",\n"Statement": [{ "Sid": "a{}" },\n{}] }', [2, 3]],
    ["lists beside it", '{ "Other": [{}],\n"Statement": [{}], "More": [{}] }', [2]],
    ["no statement", "{}", []],
  ])("of %s are found", (_, text, lines) => {
    expect(statementLines(text)).toEqual(lines);
  });
});

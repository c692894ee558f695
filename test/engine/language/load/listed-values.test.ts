import { describe, expect, it } from "vitest";
import { sharedProvider } from "../../../../engine/access/providers.ts";
import { checkParams } from "../../../../engine/language/load/index.ts";
import { SHARED_ISSUERS, TABLE, type ValueType } from "../../../../schemas/index.ts";
import { conditionIn, load, loaded } from "./harness.ts";

const errorsIn = (condition: string) => load(conditionIn("require", condition, "role")).diagnostics.filter(({ severity }) => severity === "error");

describe("a field whose description lists its values", () => {
  it.each<[condition: string, code: string, write: string | undefined]>([
    ["role.trustPolicy.trusted: { none: { kind: Account } }", "RV043", "account"],
    ["role.trustPolicy.trusted: { none: { kind: accounts } }", "RV043", "account"],
    ["role.trustPolicy.trusted: { none: { kind: { in: [service, Organization] } } }", "RV043", "organization"],
    ['role.trustPolicy.trusted: { none: { kind: { glob: "Serv*" } } }', "RV046", '"serv*"'],
    ['role.trustPolicy.trusted: { none: { id: "1111-2222-3333" } }', "RV046", '"111122223333"'],
    ['role.trustPolicy.trusted: { none: { id: "11112222333" } }', "RV046", undefined],
    ['role.trustPolicy.trusted: { none: { id: "arn:aws:iam::111122223333:root" } }', "RV046", '"111122223333"'],
    ["role.trustPolicy.trusted: { none: { id: EC2.amazonaws.com } }", "RV046", "ec2.amazonaws.com"],
    ["role.trustPolicy.trusted: { none: { id: ec2 } }", "RV046", "ec2.amazonaws.com"],
    ["role.trustPolicy.outsiders: { none: { kind: AWS } }", "RV046", "aws"],
    ["role.trustPolicy.outsiders: { none: { kind: github, allowed: true } }", "RV046", undefined],
    ["role.trustPolicy.outsiders: { none: { kind: GitLab.com, allowed: true } }", "RV046", "gitlab.com"],
    ["role.trustPolicy.outsiders: { none: { kind: token.action.githubusercontent.com } }", "RV046", "token.actions.githubusercontent.com"],
  ])("refuses another: %s", (condition, code, write) => {
    const [first] = errorsIn(condition);
    expect(first).toMatchObject({ code });
    expect(first?.suggestion).toBe(write);
  });

  it.each([
    "role.trustPolicy.trusted: { none: { kind: [account, organization, deleted], forAnyCustomer: true } }",
    'role.trustPolicy.trusted: { none: { id: { in: ["111122223333", o-a1b2c3d4e5, ec2.amazonaws.com, AROACKCEVSQ6C2EXAMPLE] }, allowed: true } }',
    'role.trustPolicy.trusted: { none: { id: { glob: ["1111*", "o-*", "*.amazonaws.com", "AIDA*"] }, allowed: true } }',
    "role.trustPolicy.outsiders: { none: { kind: [aws, token.actions.githubusercontent.com, accounts.google.com], allowed: true } }",
    'role.trustPolicy.outsiders: { none: { kind: { glob: "*githubusercontent*" }, allowed: true } }',
  ])("takes those that it lists: %s", (condition) => {
    expect(errorsIn(condition).filter(({ code }) => code !== "RV050")).toEqual([]);
  });

  it("knows each shared issuer that the trust policy is read for", () => {
    expect(SHARED_ISSUERS.filter((issuer) => sharedProvider(issuer) !== issuer)).toEqual([]);
  });

  it("has a form or values for each field called kind, type or status", () => {
    const free: string[] = [];
    const walk = (path: string, type: ValueType): void => {
      if (type.type === "list") walk(path, type.element);
      if (type.type === "object") for (const [name, field] of Object.entries(type.fields)) walk(`${path}.${name}`, field.value);
      if (type.type === "string" && /\.(kind|type|status|state)$/i.test(path) && !type.enum && (type.format ?? "text") === "text") free.push(path);
    };
    for (const [kind, { fields }] of Object.entries(TABLE.kinds)) for (const [name, field] of Object.entries(fields)) walk(`${kind}.${name}`, field.value);
    expect(free).toEqual([]);
  });
});

describe("a parameter that is compared with the id of what is trusted", () => {
  const KNOWN = "params:\n  known: { type: array, items: { type: string }, description: d }\n";
  it.each([
    ["id: { notGlob: { var: params.known } }, allowed: true", "matches none"],
    ["kind: account, id: { notIn: { var: params.known } }, allowed: true", "is none"],
  ])("takes its form: %s", (element, says) => {
    const rule = loaded(KNOWN + conditionIn("require", `role.trustPolicy.trusted: { none: { ${element} } }`, "role"));
    for (const id of ["1111-2222-3333", "11112222333", "arn:aws:iam::111122223333:root"])
      expect(checkParams(rule, { known: ["111122223333", id] })).toEqual([expect.stringContaining(`${JSON.stringify(id)} ${says}`)]);
    expect(checkParams(rule, { known: ["111122223333", "o-a1b2c3d4e5"] })).toEqual([]);
  });
});

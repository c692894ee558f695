import { describe, expect, it } from "vitest";
import { normalizePolicy } from "../../../collectors/normalize/managed-policy.ts";
import { normalizeRole } from "../../../collectors/normalize/role.ts";
import { ELEMENT_FIELDS, policyContent, unknownContent } from "../../../document/index.ts";
import { type Field, TABLE, type ValueType } from "../../../schemas/index.ts";

const MARK = { $unknown: "g1" };
const STATEMENT = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } };
const OLD = { Version: "2008-10-17", Id: "trust-ec2", Statement: [STATEMENT] };
const KEPT = { languageVersion: "2008-10-17", documentId: "trust-ec2" };

const elementsOf = (parsed: object) => {
  const { languageVersion, documentId } = policyContent(parsed, "json", MARK);
  return { languageVersion, documentId };
};

describe("Version and Id of a policy document", () => {
  it.each([
    ["as IAM's answers have them", encodeURIComponent(JSON.stringify(OLD)), "url" as const],
    ["as requests have them", JSON.stringify(OLD), "json" as const],
  ])("are kept %s", (_, text, encoding) => {
    expect(policyContent(text, encoding, MARK)).toMatchObject(KEPT);
  });

  it.each([
    ["null where the document has none", {}, { languageVersion: null, documentId: null }],
    ["each by itself", { Version: "2012-10-17" }, { languageVersion: "2012-10-17", documentId: null }],
    ["as written, though no version of the language", { Version: "2020-01-01", Id: "" }, { languageVersion: "2020-01-01", documentId: "" }],
    ["as written, though no text", { Version: 2012 }, { languageVersion: "2012", documentId: null }],
    ["by their exact names", { version: "2012-10-17", ID: "x" }, { languageVersion: null, documentId: null }],
  ])("are %s", (_, elements, expected) => {
    expect(elementsOf({ ...elements, Statement: [STATEMENT] })).toEqual(expected);
  });

  it("are unknown where the document cannot be read", () => {
    expect(elementsOf({ Version: "2012-10-17", Statement: [{ Effect: "allow" }] })).toEqual({ languageVersion: MARK, documentId: MARK });
    expect(unknownContent(MARK)).toMatchObject({ languageVersion: MARK, documentId: MARK });
  });

  it("change neither statements nor what the document's digest is of", () => {
    const [one, other] = [OLD, { Statement: [STATEMENT] }].map((of) => policyContent(of, "json", MARK));
    expect(one?.statements).toEqual(other?.statements);
    expect(one?.documentSha256).toBe(policyContent({ Statement: OLD.Statement, Id: OLD.Id, Version: OLD.Version }, "json", MARK).documentSha256);
  });

  it("come from the bulk call for trust, inline and managed policies", () => {
    const text = encodeURIComponent(JSON.stringify(OLD));
    const base = { Arn: "arn:aws:iam::123456789012:role/r", CreateDate: "2026-01-01T00:00:00Z" };
    const role = { ...base, RoleId: "AROA1", RoleName: "r", AssumeRolePolicyDocument: text, RolePolicyList: [{ PolicyName: "p", PolicyDocument: text }] };
    expect(normalizeRole(role, () => MARK)).toMatchObject({ trustPolicy: KEPT, inlinePolicies: [{ name: "p", ...KEPT }] });
    const version = { VersionId: "v1", IsDefaultVersion: true, Document: text };
    const policy = {
      ...base,
      Arn: "arn:aws:iam::123456789012:policy/p",
      PolicyId: "ANPA1",
      PolicyName: "p",
      DefaultVersionId: "v1",
      PolicyVersionList: [version],
    };
    expect(normalizePolicy({ ...policy, UpdateDate: base.CreateDate }, [], () => MARK)).toMatchObject({ id: "ANPA1", defaultVersionId: "v1", ...KEPT });
  });

  it("stand wherever the schema has the content of a policy", () => {
    const { policy, role, user, group, event } = TABLE.kinds;
    const fieldsOf = (value: ValueType | undefined): Record<string, Field> =>
      value?.type === "object" ? value.fields : value?.type === "list" ? fieldsOf(value.element) : {};
    const change = fieldsOf(event.fields.change?.value);
    const contents = [
      policy.fields,
      fieldsOf(role.fields.trustPolicy?.value),
      ...[user, group, role].map(({ fields }) => fieldsOf(fields.inlinePolicies?.value)),
      ...["before", "after"].map((side) => fieldsOf(change[side]?.value)),
    ];
    for (const fields of contents) expect(Object.keys(fields)).toEqual(expect.arrayContaining(["statements", ...ELEMENT_FIELDS]));
  });
});

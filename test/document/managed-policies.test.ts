import { statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readOwnTable } from "../../collectors/files/index.ts";
import { type ManagedPolicyTable, managedPoliciesIn, policyContent } from "../../document/index.ts";
import { isUnknown } from "../../schemas/index.ts";

const FILE = "document/managed-policies/table.json.br";
const table = readOwnTable(FILE) as ManagedPolicyTable;
const find = managedPoliciesIn(table);

describe("the table of AWS managed policies", () => {
  it("is small, dated, and holds what AWS has", () => {
    expect(statSync(FILE).size).toBeLessThanOrEqual(300_000);
    expect(table.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(Object.keys(table.policies).length).toBeGreaterThan(1_500);
  });

  it("holds only documents that are read as policies, with their times in order", () => {
    for (const [name, [versionId, createdAt, updatedAt, document]] of Object.entries(table.policies)) {
      const { statements } = policyContent(document, "json", { $unknown: "g1" });
      expect([name, isUnknown(statements)]).toEqual([name, false]);
      expect([name, versionId]).toEqual([name, expect.stringMatching(/^v\d+$/)]);
      expect([name, createdAt <= updatedAt]).toEqual([name, true]);
    }
  });

  it.each([
    ["by its name", "arn:aws:iam::aws:policy/AdministratorAccess", "v1"],
    ["without regard to case", "arn:aws:iam::aws:policy/administratoraccess", "v1"],
    ["below a path", "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", expect.any(String)],
    ["in another partition, where its content is the same in each", "arn:aws-us-gov:iam::aws:policy/AdministratorAccess", "v1"],
  ])("finds a policy %s", (_, arn, versionId) => {
    expect(find(arn)).toMatchObject({ versionId });
  });

  it.each([
    ["a name that AWS does not have", "arn:aws:iam::aws:policy/NoSuchPolicy"],
    ["a name below the wrong path", "arn:aws:iam::aws:policy/job-function/AdministratorAccess"],
    ["a policy of the account", "arn:aws:iam::123456789012:policy/AdministratorAccess"],
    ["another partition, whose content the table does not hold", "arn:aws-cn:iam::aws:policy/ReadOnlyAccess"],
    ["a role", "arn:aws:iam::aws:role/AdministratorAccess"],
    ["no ARN", "AdministratorAccess"],
  ])("finds nothing for %s", (_, arn) => {
    expect(find(arn)).toBeNull();
  });
});

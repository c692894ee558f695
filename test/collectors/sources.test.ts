import { describe, expect, it } from "vitest";
import { SOURCES, sourcesFor, withNeeds } from "../../collectors/index.ts";
import { TABLE } from "../../schemas/index.ts";

describe("the table of sources", () => {
  it("fills every field of every kind that a live collection knows", () => {
    const filled = new Set(SOURCES.flatMap((source) => source.fills));
    const missing = Object.entries(TABLE.kinds)
      .filter(([kind]) => kind !== "event")
      .flatMap(([kind, { fields }]) =>
        Object.entries(fields)
          .filter(([, field]) => !field.via)
          .map(([name]) => `${kind}.${name}`),
      )
      .filter((name) => !filled.has(name));
    expect(missing).toEqual([]);
  });

  it("names no field that the document lacks", () => {
    const kinds = new Map(Object.entries(TABLE.kinds));
    const unknown = SOURCES.flatMap((source) => source.fills).filter((path) => {
      const [kind = "", field] = path.split(".");
      const entry = kinds.get(kind);
      return !entry || (field !== undefined && !Object.hasOwn(entry.fields, field));
    });
    expect(unknown).toEqual([]);
  });

  it("needs only calls that it holds", () => {
    const apis = new Set(SOURCES.map((source) => source.api));
    expect(SOURCES.flatMap((source) => source.needs).filter((api) => !apis.has(api))).toEqual([]);
  });

  it("names each call once", () => {
    expect(new Set(SOURCES.map((source) => source.api)).size).toBe(SOURCES.length);
  });
});

describe("the sources of paths", () => {
  const cases: [paths: string[], has: string[], hasNot: string[]][] = [
    [["account.passwordPolicy.minimumPasswordLength"], ["iam:GetAccountPasswordPolicy"], ["iam:GetAccountAuthorizationDetails", "iam:GetCredentialReport"]],
    [["user.mfaActive"], ["iam:GetCredentialReport", "iam:GenerateCredentialReport", "iam:GetAccountAuthorizationDetails"], ["account:ListRegions"]],
    [["user.accessKeys.active"], ["iam:ListAccessKeys"], ["iam:ListVirtualMFADevices"]],
    [["user.groups.attachedPolicies.admin"], ["iam:GetAccountAuthorizationDetails"], ["iam:GetCredentialReport"]],
    [["trails"], ["cloudtrail:DescribeTrails", "account:ListRegions"], ["access-analyzer:ListAnalyzers"]],
    [["root.virtualMfaActive"], ["iam:ListVirtualMFADevices"], ["iam:GetAccountSummary"]],
    [["no.such.path", "__proto__.constructor"], ["sts:GetCallerIdentity"], ["iam:GetAccountAuthorizationDetails"]],
  ];
  for (const [paths, has, hasNot] of cases) {
    it(`are no more and no less than needed: ${paths.join(", ")}`, () => {
      const sources = sourcesFor(paths);
      expect(has.filter((api) => !sources.has(api))).toEqual([]);
      expect(hasNot.filter((api) => sources.has(api))).toEqual([]);
    });
  }

  it("bring what they need in turn", () => {
    expect([...withNeeds(["iam:GetAccessKeyLastUsed"])]).toContain("iam:GenerateCredentialReport");
  });
});

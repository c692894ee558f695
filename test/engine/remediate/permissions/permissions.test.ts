import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { SOURCES, sourcesFor } from "../../../../collectors/sources.ts";
import { sourcesRead } from "../../../../engine/language/reads.ts";
import { permissionsCloudFormation } from "../../../../engine/remediate/permissions/cloudformation.ts";
import { managedCoverage } from "../../../../engine/remediate/permissions/coverage.ts";
import { permissionsJson } from "../../../../engine/remediate/permissions/json.ts";
import { MANAGED_POLICIES } from "../../../../engine/remediate/permissions/managed-policies.ts";
import { permissionsTerraform } from "../../../../engine/remediate/permissions/terraform.ts";
import { TABLE } from "../../../../schemas/index.ts";
import { hasExtra } from "../../../extras.ts";
import { ruleOf, shippedRules } from "../shipped.ts";

const read = (text: string): string[] => sourcesRead([ruleOf(text)]);

describe("what rules read", () => {
  it.each([
    ["a condition", "resource: user\nrequire: { user.mfaActive: true }\n", ["user", "user.mfaActive"]],
    [
      "applies",
      "resource: user\napplies: { user.passwordEnabled: true }\nrequire: { user.mfaActive: true }\n",
      ["user", "user.mfaActive", "user.passwordEnabled"],
    ],
    [
      "a reference, and elements of it",
      "resource: user\nrequire: { user.accessKeys: { none: { active: true } } }\n",
      ["accessKey", "accessKey.active", "user", "user.accessKeyIds"],
    ],
    [
      "a chain of references",
      "resource: accessKey\nrequire: { accessKey.user.mfaActive: true }\n",
      ["accessKey", "accessKey.userArn", "user", "user.mfaActive"],
    ],
    ["a list of the document", "resource: account\nrequire: { trails: { any: { isLogging: true } } }\n", ["account", "trail", "trail.isLogging"]],
    ["a field within an object", "resource: account\nrequire: { account.passwordPolicy.requireSymbols: true }\n", ["account", "account.passwordPolicy"]],
    [
      "the right side of a comparison",
      "resource: user\nrequire: { user.name: { is: { var: account.name } } }\n",
      ["account", "account.name", "user", "user.name"],
    ],
    [
      "a severity",
      "resource: user\nrequire: { user.mfaActive: true }\nraise: [{ when: { user.passwordEnabled: true }, to: critical }]\n",
      ["user", "user.mfaActive", "user.passwordEnabled"],
    ],
    ["evidence", "resource: user\nrequire: { user.mfaActive: true }\nevidence: [user.createdAt]\n", ["user", "user.createdAt", "user.mfaActive"]],
    [
      "a console step",
      'resource: user\nrequire: { user.mfaActive: true }\nremediation: { console: ["{{user.groupArns}}"] }\n',
      ["user", "user.groupArns", "user.mfaActive"],
    ],
    [
      "a step's parameters",
      'resource: user\nrequire: { user.mfaActive: true }\nremediation: { steps: [{ call: "iam:TagUser", with: { UserName: a, Tags: [{ Key: a, Value: "{{user.path}}" }] } }] }\n',
      ["user", "user.mfaActive", "user.path"],
    ],
    [
      "the object that a call replaces",
      'resource: user\nrequire: { user.mfaActive: true }\nremediation: { steps: [{ call: "iam:UpdateAccountPasswordPolicy", with: { RequireSymbols: true } }] }\n',
      ["account.passwordPolicy", "user", "user.mfaActive"],
    ],
    [
      "a lookup",
      "resource: event\nlet: { group: { lookup: [group, { var: event.requestParameters.groupName }] } }\nmatch: { event.eventName: A, group.memberArns: { exists: true } }\n",
      ["event", "group", "group.memberArns"],
    ],
  ])("covers %s", (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it("covers the policy that an event changed", () => {
    const text = "resource: event\nmatch: { event.eventName: A, change.before.denies: { default: true, is: true } }\n";
    expect(read(text)).toEqual(expect.arrayContaining(["policy", "group.inlinePolicies", "role.trustPolicy", "user.permissionsBoundaryArn"]));
  });

  it("names only kinds and fields of the document", () => {
    const strange = sourcesRead(shippedRules()).filter((entry) => {
      const [kind = "", field] = entry.split(".");
      const known = Object.entries(TABLE.kinds).find(([name]) => name === kind)?.[1];
      return !known || (field !== undefined && !Object.hasOwn(known.fields, field));
    });
    expect(strange).toEqual([]);
  });

  it("is answered by the collector for every shipped rule", () => {
    const filled = new Set(SOURCES.flatMap((source) => source.fills));
    const unanswered = sourcesRead(shippedRules()).filter((entry) => !filled.has(entry) && !["account", "root", "event"].includes(entry));
    expect(unanswered).toEqual([]);
  });

  it("grows with the rules", () => {
    const few = sourcesFor(read("resource: account\nrequire: { account.passwordPolicy.requireSymbols: true }\n"));
    expect([...few].sort()).toEqual(["iam:GetAccountPasswordPolicy", "sts:GetCallerIdentity"]);
    expect(sourcesFor(sourcesRead(shippedRules())).size).toBeGreaterThan(15);
  });
});

const ACTIONS = ["iam:ListAccessKeys", "access-analyzer:ListAnalyzers", "iam:GetUser", "iam:GetUser"];
const STATEMENTS = [
  { Sid: "ReeveReadsAccessAnalyzer", Effect: "Allow", Action: ["access-analyzer:ListAnalyzers"], Resource: "*" },
  { Sid: "ReeveReadsIam", Effect: "Allow", Action: ["iam:GetUser", "iam:ListAccessKeys"], Resource: "*" },
];

describe("the least-privilege policy", () => {
  it("is an IAM policy document, sorted, each action once", () => {
    expect(JSON.parse(permissionsJson(ACTIONS))).toEqual({ Version: "2012-10-17", Statement: STATEMENTS });
  });

  it("is the same in CloudFormation", () => {
    const template = parse(permissionsCloudFormation(ACTIONS), { customTags: [{ tag: "!Ref", resolve: (text: string) => text }] });
    expect(template.Resources.ReeveRead.Properties.PolicyDocument).toEqual({ Version: "2012-10-17", Statement: STATEMENTS });
  });

  it("is the same in Terraform", () => {
    const text = permissionsTerraform(ACTIONS);
    expect([...text.matchAll(/"([a-z-]+:[A-Za-z]+)",/g)].map((match) => match[1])).toEqual([
      "access-analyzer:ListAnalyzers",
      "iam:GetUser",
      "iam:ListAccessKeys",
    ]);
    expect(text).toContain('sid       = "ReeveReadsIam"');
  });
});

const READ_HCL = "import hcl2, json, sys; print(json.dumps(hcl2.load(sys.stdin)))";

describe.runIf(hasExtra("hcl2", "the Terraform rendering"))("the Terraform rendering", () => {
  it("parses as HCL and says the same", () => {
    const run = spawnSync("python3", ["-c", READ_HCL], { input: permissionsTerraform(ACTIONS), encoding: "utf8", timeout: 30_000 });
    expect(run.stderr).toBe("");
    const parsed = JSON.parse(run.stdout, (_, value) => (typeof value === "string" ? value.replace(/^"(.*)"$/, "$1") : value));
    const { statement } = parsed.data[0]['"aws_iam_policy_document"']['"reeve_read"'];
    expect(statement.map(({ sid, actions, resources }: Record<string, unknown>) => ({ sid, actions, resources }))).toEqual(
      STATEMENTS.map(({ Sid, Action, Resource }) => ({ sid: Sid, actions: Action, resources: [Resource] })),
    );
  });
});

describe("coverage by AWS's managed policies", () => {
  it("names what each policy lacks, the most useful first", () => {
    const [best, ...others] = managedCoverage(["iam:GetUser", "cloudtrail:GetTrailStatus"]);
    expect(best).toMatchObject({ missing: [] });
    expect(others.find((policy) => policy.name === "IAMReadOnlyAccess")).toMatchObject({ covered: ["iam:GetUser"], missing: ["cloudtrail:GetTrailStatus"] });
  });

  it("writes ARNs of the partition asked for", () => {
    expect(managedCoverage(["iam:GetUser"], "aws-us-gov").map((policy) => policy.arn)).toContain("arn:aws-us-gov:iam::aws:policy/SecurityAudit");
  });

  it("claims no action that is not one of the collector's", () => {
    const needed = new Set(SOURCES.flatMap((source) => source.permissions));
    expect(MANAGED_POLICIES.flatMap((policy) => policy.allows).filter((action) => !needed.has(action))).toEqual([]);
  });
});

describe("the facts about AWS's managed policies", () => {
  it("are what the script makes of their table", () => {
    const run = spawnSync(process.execPath, ["--import", "tsx", "scripts/managed-policies.ts", "--check"], { encoding: "utf8", timeout: 60_000 });
    expect(run.stderr).toBe("");
    expect(run.status).toBe(0);
  }, 70_000);
});

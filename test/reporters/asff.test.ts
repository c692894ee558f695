import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Moto, startMoto } from "../aws/moto.ts";
import { hasExtra } from "../extras.ts";
import { result, results, user } from "./fixture.ts";
import { everyState, lines, OPTIONS } from "./security-lake.ts";

interface Finding {
  Id: string;
  AwsAccountId: string;
  Description: string;
  Resources: { Id: string }[];
  ProductFields: Record<string, string>;
  [member: string]: unknown;
}

type Request = { Findings: Finding[] };

const requests = (given = everyState(), options = OPTIONS): Request[] => lines("asff", given, options) as Request[];
const findings = (given = everyState()): Finding[] => requests(given).flatMap((request) => request.Findings);
const ofUser = (name: string): Finding | undefined => findings().find(({ ProductFields }) => ProductFields["reeve/resourceId"] === `AIDA${name}`);

const crowd = (count: number, accounts: string[]) =>
  results(
    Array.from({ length: count }, (_, index) =>
      result({ rule: "user-console-mfa", resource: user(`u${index}`), account: accounts[index % accounts.length] ?? null }),
    ),
  );

describe("ASFF requests", () => {
  it("hold at most 100 findings, of one account", () => {
    const made = requests(crowd(450, ["111122223333", "444455556666"]));
    expect(made.map(({ Findings }) => Findings.length)).toEqual([100, 100, 100, 100, 25, 25]);
    for (const { Findings } of made) expect(new Set(Findings.map(({ AwsAccountId }) => AwsAccountId)).size).toBe(1);
  });

  it("name the caller's default product in the region that has IAM", () => {
    expect(ofUser("introduced")?.ProductArn).toBe("arn:aws:securityhub:us-east-1:444455556666:product/444455556666/default");
  });

  it.each([
    ["waived", { Workflow: { Status: "SUPPRESSED" }, RecordState: "ACTIVE", Compliance: { Status: "FAILED" }, Note: { UpdatedBy: "platform@example.com" } }],
    ["baselined", { Workflow: { Status: "NEW" }, ProductFields: { "reeve/baselineSince": "2026-01-01" } }],
    ["introduced", { Compliance: { Status: "FAILED" }, Severity: { Label: "HIGH" }, ProductFields: { "reeve/plannedAddress": "aws_iam_user.introduced" } }],
    ["newly", { Compliance: { Status: "WARNING", StatusReasons: [{ ReasonCode: "manual" }] } }],
    ["attested", { Compliance: { Status: "PASSED" }, ProductFields: { "reeve/attestedBy": "ann" } }],
    ["fixed", { Compliance: { Status: "PASSED" }, RecordState: "ARCHIVED", Workflow: { Status: "RESOLVED" } }],
  ])("tell a result that is %s", (name, members) => {
    expect(ofUser(name)).toMatchObject(members);
  });

  it("bear the fingerprint as Id, and the document's clock", () => {
    const alice = result({ rule: "user-console-mfa" });
    expect(findings(results([alice]))[0]).toMatchObject({
      Id: alice.fingerprint,
      UpdatedAt: "2026-11-16T18:00:00.000Z",
      GeneratorId: "reeve/user-console-mfa",
    });
  });

  it("cut what is longer than Security Hub takes, and leave no member blank", () => {
    for (const finding of findings()) {
      for (const [text, limit] of [
        [finding.Id, 512],
        [finding.GeneratorId as string, 512],
        [finding.Title as string, 256],
        [finding.Description, 1024],
        [finding.Resources[0]?.Id ?? "", 512],
        ...Object.values(finding.ProductFields).map((value): [string, number] => [value, 2048]),
        ...Object.keys(finding.ProductFields).map((value): [string, number] => [value, 128]),
      ] as [string, number][]) {
        expect(text).toMatch(/\S/);
        expect(text.length).toBeLessThanOrEqual(limit);
        // Half of a surrogate pair would not survive UTF-8.
        expect(Buffer.from(text).toString()).toBe(text);
      }
      expect(Object.keys(finding.ProductFields).length).toBeLessThanOrEqual(50);
      expect(Buffer.byteLength(JSON.stringify(finding))).toBeLessThan(240 * 1024);
    }
  });
});

const SDK = `
import json, sys
import botocore.session
from botocore.validate import ParamValidator
session = botocore.session.get_session()
shape = session.get_service_model("securityhub").operation_model("BatchImportFindings").input_shape
reports = []
def enums(shape, value, path):
    if shape.type_name == "structure":
        for key, member in value.items(): enums(shape.members[key], member, f"{path}.{key}")
    elif shape.type_name == "list":
        for member in value: enums(shape.member, member, path)
    elif shape.type_name == "string" and shape.enum and value not in shape.enum: reports.append(f"{path}: {value}")
for line in sys.stdin:
    request = json.loads(line)
    report = ParamValidator().validate(request, shape)
    if report.has_errors(): reports.append(report.generate_report())
    else: enums(shape, request, "")
print(json.dumps(reports))
`;

describe.runIf(hasExtra("botocore", "ASFF against the SDK's model of Security Hub"))("ASFF requests, held against the SDK's model", () => {
  it("have all members that BatchImportFindings requires, no other, and values of its enumerations", () => {
    const input = requests()
      .map((request) => JSON.stringify(request))
      .join("\n");
    const run = spawnSync("python3", ["-c", SDK], { input, encoding: "utf8", timeout: 60_000 });
    expect(run.stderr).toBe("");
    expect(JSON.parse(run.stdout)).toEqual([]);
  });
});

describe.runIf(hasExtra("moto_server", "ASFF sent to an emulated Security Hub"))("ASFF requests, sent to Security Hub", () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  }, 60_000);
  afterAll(() => moto?.stop());

  const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(`${moto.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261116/us-east-1/securityhub/aws4_request" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, unknown>;
  };

  it("are imported, each finding once, and replace the finding of the same Id", async () => {
    const made = requests();
    const sent = made.flatMap(({ Findings }) => Findings);
    for (const round of ["first", "again"]) {
      const answers = await Promise.all(made.map((request) => post("/findings/import", request)));
      expect([round, answers.map(({ FailedCount }) => FailedCount)]).toEqual([round, made.map(() => 0)]);
    }
    const kept = (await post("/findings", { MaxResults: 100 })) as { Findings: Finding[] };
    expect(kept.Findings.map(({ Id }) => Id).sort()).toEqual([...new Set(sent.map(({ Id }) => Id))].sort());
  }, 30_000);
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildProgram, type Program } from "./reeve.ts";

vi.setConfig({ testTimeout: 90_000 });

/** A trust policy rewritten, of which no snapshot says what it was: whether the rewrite is excused is not known. */
const RECORD = {
  eventVersion: "1.11",
  eventTime: "2026-03-02T10:00:00Z",
  eventSource: "iam.amazonaws.com",
  eventName: "UpdateAssumeRolePolicy",
  awsRegion: "us-east-1",
  eventID: "trust",
  eventType: "AwsApiCall",
  eventCategory: "Management",
  readOnly: false,
  recipientAccountId: "204060801012",
  userIdentity: { type: "IAMUser", userName: "rosa", arn: "arn:aws:iam::204060801012:user/rosa", principalId: "AIDAROSA", accountId: "204060801012" },
  sourceIPAddress: "203.0.113.7",
  requestParameters: {
    roleName: "app",
    policyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}',
  },
  responseElements: null,
};

describe("a match that may be excused", () => {
  let reeve: Program;
  let events: string;
  beforeAll(() => {
    reeve = buildProgram();
    events = join(reeve.folder, "records.json");
    writeFileSync(events, JSON.stringify({ Records: [RECORD] }));
  }, 120_000);
  afterAll(() => reeve.remove());

  it("is printed with who, what and how severe, exits 1, and is explained as what it is", () => {
    const { code, out, err } = reeve.run(["check", "--events", events, "--rule", "principal-identity-escaped"]);
    expect(code).toBe(1);
    expect(out).toContain("HIGH 1 match that may be excused");
    expect(out.replaceAll(/\s+/g, " ")).toMatch(
      /1 .*user\/rosa changed how policies identify role app.* open Whether the match is excused is not known: .*reeve collect/,
    );
    expect(out).not.toContain("hides");
    expect(err.replaceAll(/\s+/g, " ")).toContain("1 match that may be excused (evidence is missing)");
    const explained = reeve.run(["explain", "1"]).out;
    expect(explained).toContain("high match that may be excused:");
    expect(explained).toContain("Next: reeve remediate 1");
  });
});

import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/index.ts";
import { completeDocument } from "../../../engine/author/testing/complete.ts";
import { remediate } from "../../../engine/remediate/remediate.ts";
import type { ReeveDocument } from "../../../schemas/index.ts";
import { eventsOnly, judged, packParams, packRules, withSnapshot } from "./pack.ts";

const rules = packRules();
const FOLDER = "test/fixtures/cloudtrail-rules";
const PARAMS = { guardrailPolicies: ["arn:*:iam::*:policy/guardrails/*"], breakGlass: ["arn:*:iam::*:role/break-glass/*"] };

/** The steps of a finding that are ready, `call {parameters}`, and the calls that are withheld, with why. */
function steps(document: ReeveDocument, rule: string, occurrence: string, kind: "undo" | "contain"): { ready: string[]; withheld: string[] } {
  const { results } = judged(document, rules, PARAMS);
  const result = results.find((candidate) => candidate.rule === rule && candidate.occurrence === occurrence);
  const checked = rules.find(({ id }) => id === rule);
  if (!result || !checked) throw new Error(`no result of ${rule} for ${occurrence}`);
  const { parts } = remediate(checked, result, document, { rules, results, params: packParams(rules, PARAMS) });
  const planned = parts.find((part) => part.kind === kind)?.steps ?? [];
  return {
    ready: planned.flatMap((step) =>
      step.status === "ready"
        ? [`${step.call} ${step.with.map(({ name, argument }) => `${name}=${JSON.stringify("value" in argument ? argument.value : argument.kind)}`).join(" ")}`]
        : [],
    ),
    withheld: planned.flatMap((step) => (step.status === "withheld" ? [`${step.call} ${step.because.code}`] : [])),
  };
}

describe("undo", () => {
  it("attaches the policy to the very group again, from the record alone, and renders no other target's call", async () => {
    const { ready, withheld } = steps(await eventsOnly(`${FOLDER}/intrusion.json`), "unexpected-detach", "03-detach-group", "undo");
    expect(ready).toEqual(['iam:AttachGroupPolicy GroupName="people" PolicyArn="arn:aws:iam::111122223333:policy/guardrails/RequireMfa"']);
    expect(withheld).toHaveLength(5);
    expect(withheld.every((line) => line.endsWith(" absent"))).toBe(true);
  });

  it("starts the stopped trail again", async () => {
    const { ready } = steps(await eventsOnly(`${FOLDER}/intrusion.json`), "trail-stopped", "10-blind", "undo");
    expect(ready).toEqual(['cloudtrail:StartLogging Name="audit"']);
  });

  it("makes the new access key inactive, and does not delete a password that the call did not make", async () => {
    const { ready, withheld } = steps(await eventsOnly(`${FOLDER}/intrusion.json`), "credentials-made-for-another", "08-key", "undo");
    expect(ready).toEqual(['iam:UpdateAccessKey UserName="carol" AccessKeyId="AKIAEXAMPLE000000033" Status="Inactive"']);
    expect(withheld).toEqual(["iam:DeleteLoginProfile absent"]);
  });

  it("sets the earlier version as the default where the snapshot knows it, and says why not where it does not", async () => {
    const policy = {
      arn: "arn:aws:iam::111122223333:policy/guardrails/RequireMfa",
      defaultVersionId: "v1",
      denies: true,
      requiresMfa: true,
      denyDigests: ["a"],
      allowDigests: [],
    };
    const known = steps(withSnapshot(`${FOLDER}/policy-rewrite.json`, { policies: [policy] }), "policy-content-weakened", "01-rewrite", "undo");
    const unknown = steps(await eventsOnly(`${FOLDER}/policy-rewrite.json`), "policy-content-weakened", "01-rewrite", "undo");
    expect({ known: known.ready, unknown: unknown.withheld[0] }).toEqual({
      known: ['iam:SetDefaultPolicyVersion PolicyArn="arn:aws:iam::111122223333:policy/guardrails/RequireMfa" VersionId="v1"'],
      unknown: "iam:SetDefaultPolicyVersion unknown",
    });
  });
});

describe("contain", () => {
  it("revokes the sessions of the role that called, by its name, and leaves users alone", async () => {
    const { ready, withheld } = steps(await eventsOnly(`${FOLDER}/intrusion.json`), "unexpected-detach", "03-detach-group", "contain");
    expect(ready).toEqual(['iam:PutRolePolicy RoleName="Developer" PolicyName="AWSRevokeOlderSessions" PolicyDocument="text"']);
    expect(withheld).toEqual([]);
  });

  it("shuts out the user who called, by name, and leaves roles alone", async () => {
    const { ready, withheld } = steps(await eventsOnly(`${FOLDER}/intrusion.json`), "console-sign-in-without-mfa", "06-sign-in", "contain");
    expect(ready.map((line) => line.slice(0, 43))).toEqual(['iam:PutUserPolicy UserName="carol" PolicyNa']);
    expect(withheld).toEqual(["iam:UpdateAccessKey absent"]);
  });

  it.each([
    [
      "makes a long-term key inactive",
      "AKIAIOSFODNN7EXAMPLE",
      ['iam:UpdateAccessKey UserName="carol" AccessKeyId="AKIAIOSFODNN7EXAMPLE" Status="Inactive"'],
      [],
    ],
    ["renders no deactivation of a session's key", "ASIAIOSFODNN7EXAMPLE", [], ["iam:UpdateAccessKey absent"]],
  ])("%s", (_, accessKeyId, ready, withheld) => {
    const key = (lines: string[]): string[] => lines.filter((line) => line.startsWith("iam:UpdateAccessKey"));
    const found = steps(stoppedWith(accessKeyId), "trail-stopped", "stop", "contain");
    expect({ ready: key(found.ready), withheld: key(found.withheld) }).toEqual({ ready, withheld });
  });
});

/** A trail stopped by a user's call that this key signed. */
function stoppedWith(accessKeyId: string): ReeveDocument {
  const record = {
    eventID: "stop",
    eventTime: "2026-01-15T11:00:00Z",
    eventSource: "cloudtrail.amazonaws.com",
    eventName: "StopLogging",
    awsRegion: "eu-west-1",
    recipientAccountId: "111122223333",
    userIdentity: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/carol", accountId: "111122223333", userName: "carol", accessKeyId },
    requestParameters: { name: "audit" },
  };
  return completeDocument({ events: [record] }, normalizeRecords).document;
}

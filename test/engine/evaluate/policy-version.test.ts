import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/index.ts";
import type { document, ReeveDocument, ReeveResults } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";
import { packRules } from "../../rules/cloudtrail/pack.ts";

/** Policies that are rewritten under another Version, where `${…}` means something else, judged by the shipped rules. */
const SNAPSHOT = JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString("utf8")) as ReeveDocument;
const RULES = packRules();
const ACCOUNT = "444455556666";
const POLICY = `arn:aws:iam::${ACCOUNT}:policy/backup-writer`;
const CURRENT = "2012-10-17";
const OLD = "2008-10-17";

type Version = string | null | undefined;

const OWN_KEYS = "arn:aws:iam::*:user/${aws:username}";
const STATEMENT: document.PolicyStatement = {
  sid: null,
  effect: "Deny",
  actions: ["iam:*accesskey*"],
  notActions: [],
  resources: [OWN_KEYS],
  notResources: [],
  principals: [],
  notPrincipals: [],
  conditions: [],
};

/** The sample, in which the policy says this; without its elements where the Version is undefined, as older snapshots have it. */
function snapshotWith(languageVersion: Version, statement: Partial<document.PolicyStatement>): ReeveDocument {
  const policies = (SNAPSHOT.policies as document.Policy[]).map(({ documentId, languageVersion: _, ...policy }) => ({
    ...policy,
    ...(languageVersion === undefined ? {} : { languageVersion, documentId: documentId ?? null }),
    ...(policy.arn === POLICY ? { statements: [{ ...STATEMENT, ...statement }], documentSha256: "0".repeat(64) } : {}),
  }));
  return { ...SNAPSHOT, policies };
}

function rewrite(languageVersion: string | null, Resource: string): Record<string, unknown> {
  const policyDocument = JSON.stringify({
    ...(languageVersion === null ? {} : { Version: languageVersion }),
    Statement: [{ Sid: "Rewritten", Effect: "Deny", Action: "iam:*AccessKey*", Resource }],
  });
  return {
    eventVersion: "1.11",
    eventTime: "2026-11-16T09:00:00Z",
    eventSource: "iam.amazonaws.com",
    eventName: "CreatePolicyVersion",
    awsRegion: "us-east-1",
    eventID: "rewrite",
    recipientAccountId: ACCOUNT,
    userIdentity: { type: "IAMUser", userName: "otto", arn: `arn:aws:iam::${ACCOUNT}:user/otto`, accountId: ACCOUNT },
    requestParameters: { policyArn: POLICY, policyDocument, setAsDefault: true },
    responseElements: null,
  };
}

function judged(snapshot: ReeveDocument, record: Record<string, unknown>): ReeveResults {
  const { events, gaps } = normalizeRecords([record]);
  const outcome = evaluate({ ...snapshot, events, gaps: { ...snapshot.gaps, ...gaps } }, RULES);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.results;
}

/** What policy-content-weakened says of the rewrite: fail, unexcused, or excused. */
function verdict(results: ReeveResults): string {
  const found = results.results.find(({ rule, occurrence }) => rule === "policy-content-weakened" && occurrence === "rewrite");
  const excused = results.counts.find(({ rule }) => rule === "policy-content-weakened")?.excused;
  return found ? (found.reason ?? found.status) : excused === 1 ? "excused" : "none";
}

describe("a policy rewritten with the same statements", () => {
  it.each<[was: Version, is: string | null, resource: string, expected: string]>([
    [CURRENT, OLD, OWN_KEYS, "fail"],
    [CURRENT, null, OWN_KEYS, "fail"],
    [OLD, CURRENT, OWN_KEYS, "fail"],
    [CURRENT, CURRENT, OWN_KEYS, "excused"],
    [null, OLD, OWN_KEYS, "excused"],
    [undefined, OLD, OWN_KEYS, "unexcused"],
    [undefined, CURRENT, OWN_KEYS, "unexcused"],
    [CURRENT, OLD, "arn:aws:iam::*:user/otto", "excused"],
    [undefined, OLD, "arn:aws:iam::*:user/otto", "excused"],
    [CURRENT, OLD, "arn:aws:iam::*:user/${*}", "fail"],
  ])("from Version %s to %s, for %s: %s", (was, is, resource, expected) => {
    expect(verdict(judged(snapshotWith(was, { resources: [resource] }), rewrite(is, resource)))).toBe(expected);
  });

  it("names the Version that the snapshot lacks only where it is missed", () => {
    const missed = judged(snapshotWith(undefined, {}), rewrite(OLD, OWN_KEYS));
    expect(missed.gaps["policy-elements-not-kept"]).toMatchObject({ scope: "Version and Id of policy documents" });
    const other = judged(snapshotWith(undefined, { resources: ["*"] }), rewrite(OLD, "*"));
    expect(Object.keys(other.gaps)).not.toContain("policy-elements-not-kept");
  });
});

const CASE = "../shared/cases/state/version";

describe.skipIf(!existsSync(CASE))("the shared case of an older snapshot (skipped where ../shared is absent)", () => {
  it("is not excused", () => {
    const snapshot = JSON.parse(readFileSync(`${CASE}/version-snapshot.json`, "utf8")) as ReeveDocument;
    const { Records } = JSON.parse(readFileSync(`${CASE}/event-version-2008.json`, "utf8")) as { Records: Record<string, unknown>[] };
    const { events, gaps } = normalizeRecords(Records);
    const outcome = evaluate({ ...snapshot, events, gaps: { ...snapshot.gaps, ...gaps } }, RULES);
    const found = outcome.ok ? outcome.results.results.filter(({ rule, occurrence }) => rule === "policy-content-weakened" && occurrence !== undefined) : [];
    expect(found).toMatchObject([{ status: "unknown", reason: "unexcused", severity: "high", resource: { name: "backup-writer" } }]);
  });
});

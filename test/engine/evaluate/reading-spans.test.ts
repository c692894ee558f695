import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/index.ts";
import { loadRules } from "../../../engine/index.ts";
import type { document, ReeveDocument } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";

/**
 * The time that a collection takes: what a record in it changes may be read before or after that. The sample's collection began at 06:00:00; its credential
 * report is of 03:00:00.
 */
const SNAPSHOT = JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString("utf8")) as ReeveDocument;
const ACCOUNT = "444455556666";
const iam = (path: string): string => `arn:aws:iam::${ACCOUNT}:${path}`;

type Json = Record<string, unknown>;

const BULK = "iam:GetAccountAuthorizationDetails";

/** A call at a time of the morning of the snapshot. */
function at(time: string, eventName: string, requestParameters: Json, parts: Json = {}): Json {
  return {
    eventVersion: "1.11",
    eventTime: `2026-11-16T${time}Z`,
    eventSource: "iam.amazonaws.com",
    eventName,
    awsRegion: "us-east-1",
    eventID: `${eventName} ${time}`,
    recipientAccountId: ACCOUNT,
    userIdentity: { type: "AssumedRole", arn: `arn:aws:sts::${ACCOUNT}:assumed-role/PlatformDeploy/x`, accountId: ACCOUNT },
    requestParameters,
    responseElements: null,
    ...parts,
  };
}

const detach = (time: string, parts: Json = {}): Json =>
  at(time, "DetachGroupPolicy", { groupName: "administrators", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }, parts);
const probe = (time: string): Json => at(time, "GetUser", { userName: "ana.ferreira" }, { eventID: "probe", readOnly: true });
const mfaOff = (time: string, parts: Json = {}): Json =>
  at(time, "DeactivateMFADevice", { userName: "ana.ferreira", serialNumber: iam("u2f/ana.ferreira") }, parts);

const ATTACHED = "team.attachedPolicyArns: { exists: true, count: { gte: 1 } }";
const MFA = "ana.mfaActive: { exists: true, is: true }";

type Collection = Partial<document.Collection>;

/** fail (the condition holds of the snapshot) or unknown, for the record `probe`. */
function verdict(records: readonly Json[], condition: string, collection: Collection = {}): string {
  const text = `id: probe\ntitle: Probe\nseverity: low\nresource: event\nrationale: Probes.\nmatch:\n  event.eventID: probe\n  ${condition}
let:
  ana: { lookup: [user, ana.ferreira] }
  team: { lookup: [group, administrators] }
message: Probe\n`;
  const { rules, diagnostics } = loadRules([{ file: "probe.yaml", text }]);
  if (rules.length === 0) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const { events, gaps } = normalizeRecords(records);
  const outcome = evaluate({ ...SNAPSHOT, collection: { ...SNAPSHOT.collection, ...collection }, events, gaps: { ...SNAPSHOT.gaps, ...gaps } }, rules);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.results.results.find(({ occurrence }) => occurrence === "probe")?.status ?? "none";
}

/** A collection of five minutes whose bulk call was answered at this time. */
const readAt = (time: string): Collection => ({ durationMs: 300_000, calls: [{ api: BULK, count: 4, retryCount: 0, lastAt: `2026-11-16T${time}.000Z` }] });
const OWN = { eventID: "probe" };

describe("a record within the time in which a field was read", () => {
  it.each<[what: string, records: Json[], collection: Collection, expected: string]>([
    ["makes what it changes unknown for itself", [detach("06:00:30", OWN)], readAt("06:01:00"), "unknown"],
    ["makes it unknown for a later record", [detach("06:00:30"), probe("06:30:00")], readAt("06:01:00"), "unknown"],
    ["makes it unknown for an earlier record", [probe("06:00:10"), detach("06:00:30")], readAt("06:01:00"), "unknown"],
    ["does so for a minute after the answer", [detach("06:01:59", OWN)], readAt("06:01:00"), "unknown"],
    ["does so no longer after that", [detach("06:02:01", OWN)], readAt("06:01:00"), "fail"],
    ["leaves the state before a record after that known", [probe("06:00:10"), detach("06:02:01")], readAt("06:01:00"), "fail"],
    ["leaves what it does not change known", [mfaOff("06:00:30"), probe("06:00:40")], readAt("06:01:00"), "fail"],
  ])("%s", (_, records, collection, expected) => {
    expect(verdict(records, ATTACHED, collection)).toBe(expected);
  });

  it.each<[what: string, time: string, collection: Collection, expected: string]>([
    ["the end of the collection counts, where the call's answer is not dated", "06:04:30", { durationMs: 300_000, calls: [] }, "unknown"],
    ["and no more after that", "06:06:01", { durationMs: 300_000, calls: [{ api: BULK, count: 4, retryCount: 0 }] }, "fail"],
    ["the answer of another call does not", "06:01:30", { ...readAt("06:01:00"), durationMs: 60_000 }, "unknown"],
    ["fifteen minutes count, where the snapshot does not say how long it took", "06:15:59", { durationMs: null }, "unknown"],
    ["and no more after them", "06:16:01", { durationMs: null }, "fail"],
  ])("%s", (_, time, collection, expected) => {
    expect(verdict([detach(time, OWN)], ATTACHED, collection)).toBe(expected);
  });

  it("is not within the time of a field of another source", () => {
    const calls = [
      { api: BULK, count: 4, retryCount: 0, lastAt: "2026-11-16T06:00:10.000Z" },
      { api: "iam:GetCredentialReport", count: 1, retryCount: 0, lastAt: "2026-11-16T06:04:00.000Z" },
    ];
    expect(verdict([detach("06:02:00", OWN)], ATTACHED, { durationMs: 300_000, calls })).toBe("fail");
    expect(verdict([mfaOff("06:02:00", OWN)], MFA, { durationMs: 300_000, calls })).toBe("unknown");
  });
});

describe("a field of the credential report", () => {
  it("is as old as the report", () => {
    expect(verdict([mfaOff("04:00:00"), probe("07:00:00")], MFA)).toBe("unknown");
    expect(verdict([mfaOff("02:59:00"), probe("07:00:00")], MFA)).toBe("fail");
  });

  it("ages no other field", () => {
    expect(verdict([detach("04:00:00"), probe("07:00:00")], ATTACHED)).toBe("fail");
  });

  it("is as of the collection's start where the report has no date", () => {
    expect(verdict([mfaOff("04:00:00"), probe("07:00:00")], MFA, { sources: [] })).toBe("fail");
  });
});

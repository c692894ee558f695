import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type ReeveResults, validateResults } from "../../schemas/index.ts";
import { buildProgram, type Program, SNAPSHOT } from "./reeve.ts";

vi.setConfig({ testTimeout: 90_000 });

const record = (service: string, eventName: string, minute: number) => ({
  eventVersion: "1.11",
  eventTime: `2026-03-02T10:0${minute}:00Z`,
  eventSource: `${service}.amazonaws.com`,
  eventName,
  awsRegion: "us-east-1",
  eventID: `${eventName}-${minute}`,
  eventType: "AwsApiCall",
  eventCategory: "Management",
  readOnly: false,
  recipientAccountId: "204060801012",
  userIdentity: { type: "AssumedRole", arn: "arn:aws:sts::204060801012:assumed-role/Ops/rosa", principalId: "AROAOPS:rosa", accountId: "204060801012" },
  sourceIPAddress: "203.0.113.7",
  requestParameters: {},
  responseElements: null,
});
const RECORDS = [
  record("organizations", "EnablePolicyType", 1),
  record("organizations", "EnablePolicyType", 0),
  record("rolesanywhere", "DeleteTrustAnchor", 2),
  record("iam", "CreateAccessKey", 3),
];

describe("check of records with calls that no rule watches", () => {
  let reeve: Program;
  let events: string;
  beforeAll(() => {
    reeve = buildProgram();
    events = join(reeve.folder, "records.json");
    writeFileSync(events, JSON.stringify({ Records: RECORDS }));
  }, 120_000);
  afterAll(() => reeve.remove());
  const check = (...args: string[]) => reeve.run(["check", "--events", events, "--fail-on", "none", "--allow-unknown", ...args]);

  it("lists them in text, and exits as without them", () => {
    const { code, out } = check("--pack", "cloudtrail-detections");
    expect(code).toBe(0);
    expect(out).toContain("No rule watches 2 kinds of write calls (3 records):");
    expect(out).toContain("organizations EnablePolicyType: 2 records, first 2026-03-02T10:00:00Z, EnablePolicyType-0");
    expect(out).not.toMatch(/CreateAccessKey: \d+ record/);
  });

  it("lists them in JSON, by the schema of results", async () => {
    const { out } = check("--format", "json");
    const results = JSON.parse(out) as ReeveResults;
    expect(await validateResults(results)).toMatchObject({ ok: true });
    expect(results.unwatched).toMatchObject([
      { source: "organizations.amazonaws.com", name: "EnablePolicyType", count: 2, first: { id: "EnablePolicyType-0" } },
      { source: "rolesanywhere.amazonaws.com", name: "DeleteTrustAnchor", count: 1 },
    ]);
  });

  it("lists all of many with --all only, and names the domain of another partition", () => {
    const many = join(reeve.folder, "many.json");
    const calls = [..."ABCDEFGHIJKLMNOPQRSTU"].map((letter) => record("identitystore", `Create${letter}`, 1));
    const chinese = { ...record("organizations", "EnablePolicyType", 2), eventSource: "organizations.amazonaws.com.cn", eventID: "cn" };
    writeFileSync(many, JSON.stringify({ Records: [...calls, RECORDS[0], chinese] }));
    const lines = (...args: string[]) => {
      const { out } = reeve.run(["check", "--events", many, "--fail-on", "none", "--allow-unknown", "--pack", "cloudtrail-detections", ...args]);
      return out.split("\n").filter((line) => /^ {4}(\S+ [A-Z][A-Za-z]+: \d|and \d)/.test(line));
    };
    expect(lines().slice(-1)).toEqual(["    and 3 more: --all lists them"]);
    expect(lines("--all")).toHaveLength(23);
    expect(
      lines("--all")
        .slice(-2)
        .map((line) => line.slice(4, line.indexOf(","))),
    ).toEqual(["organizations EnablePolicyType: 1 record", "organizations.amazonaws.com.cn EnablePolicyType: 1 record"]);
  });

  it.each(["github-comment", "github-summary", "sarif"])("lists them in %s", (format) => {
    expect(check("--format", format).out).toContain("rolesanywhere DeleteTrustAnchor: 1 record");
  });

  it.each([
    ["--rule", "trail-stopped"],
    ["--exclude", "credentials-made-for-another"],
    ["--severity", "critical"],
  ])("compares with all rules: %s %s", (flag, value) => {
    const { out } = check(flag, value);
    expect(out).toContain("No rule watches 2 kinds of write calls (3 records):");
  });

  it("counts the chosen rules where a run without flags has others", () => {
    const own = join(reeve.folder, "own");
    mkdirSync(own);
    const rule = { id: "anchor", title: "Anchors stay", severity: "low", resource: "event", rationale: "x", message: "x" };
    writeFileSync(join(own, "anchor.yaml"), JSON.stringify({ ...rule, match: { "event.eventSource": "rolesanywhere.amazonaws.com" } }));
    const config = join(reeve.folder, "own.yaml");
    writeFileSync(config, "packs: [iam-baseline]\n");
    const listed = (out: string) => [...out.matchAll(/^ {4}([a-z]+ [A-Z][A-Za-z]+):/gm)].map(([, call]) => call);
    expect(listed(check("--rules", own, "--pack", "cloudtrail-detections").out)).toEqual(["organizations EnablePolicyType"]);
    expect(listed(check("--config", config, "--pack", "cloudtrail-detections").out)).toEqual([
      "organizations EnablePolicyType",
      "rolesanywhere DeleteTrustAnchor",
    ]);
  });

  it("exits 3 with --fail-on-unwatched", () => {
    const { code, err } = check("--rule", "trail-stopped", "--fail-on-unwatched");
    expect(code).toBe(3);
    expect(err).toContain("no rule watches 2 kinds of write calls in the records (--fail-on-unwatched)");
  });

  it("does so for a gate too", () => {
    const gate = (...args: string[]) => reeve.run(["gate", "--events", events, "--rule", "trail-stopped", ...args]);
    expect(gate().code).toBe(0);
    const { code, out } = gate("--fail-on-unwatched");
    expect(code).toBe(3);
    expect(out).toContain("INCOMPLETE: no rule watches 2 kinds of write calls in the records");
  });

  it("says nothing where no records are judged", () => {
    const { out } = reeve.run(["check", "--snapshot", SNAPSHOT, "--rule", "root-no-access-key"]);
    expect(out).not.toContain("No rule watches");
  });
});

describe("check of a snapshot of a certain age", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
  }, 120_000);
  afterAll(() => reeve.remove());
  const check = (...args: string[]) => reeve.run(["check", "--snapshot", SNAPSHOT, "--rule", "root-no-access-key", ...args]);

  it.each<[what: string, args: string[], code: number, says: string]>([
    ["too old", ["--now", "2026-11-18", "--max-age", "24h"], 3, "is 42 h old; maxAge is 24h"],
    ["from the future", ["--now", "2026-11-15", "--max-age", "24h"], 3, "from the future, by 6 h; maxAge is 24h"],
    ["from the future, where no age is set", ["--now", "2026-11-15"], 3, "from the future, by 6 h"],
    ["of the day that the clock means", ["--now", "2026-11-16", "--max-age", "24h"], 0, ""],
    ["new enough", ["--now", "2026-11-16T08:00:00Z", "--max-age", "24h"], 0, ""],
    ["of any age", ["--now", "2036-11-18"], 0, ""],
    ["too old, whatever else is accepted", ["--now", "2026-11-18", "--max-age", "24h", "--allow-unknown"], 3, "maxAge is 24h"],
  ])("%s", (_, args, code, says) => {
    const ran = check(...args);
    expect(ran.code).toBe(code);
    expect(ran.err.replaceAll(/\s+/g, " ")).toContain(says);
  });

  it("takes maxAge of reeve.yaml, and --max-age before it", () => {
    const config = join(reeve.folder, "reeve.yaml");
    writeFileSync(config, "maxAge: 24h\n");
    expect(check("--config", config, "--now", "2026-11-18").code).toBe(3);
    expect(check("--config", config, "--now", "2026-11-18", "--max-age", "72h").code).toBe(0);
  });

  it("says of records from the future how many there are and which is the first", () => {
    const events = join(reeve.folder, "future.json");
    writeFileSync(events, JSON.stringify({ Records: RECORDS }));
    const day = ["--events", events, "--now", "2026-03-01", "--rule", "trail-stopped"];
    const ran = reeve.run(["check", ...day, "--allow-unknown"]);
    expect(ran.code).toBe(3);
    const said = "4 records are from the future; the first is of 2026-03-02T10:00:00Z, 10 h ahead, eventID EnablePolicyType-0";
    expect(ran.err.replaceAll(/\s+/g, " ")).toContain(`Exit code 3: ${said}.`);
    const gate = reeve.run(["gate", ...day, "--format", "json"]);
    expect(gate.code).toBe(3);
    expect((JSON.parse(gate.out) as ReeveResults).gate?.reasons).toEqual([{ code: "records-from-future", count: 4, text: said }]);
    expect(reeve.run(["check", "--events", events, "--now", "2026-03-02", "--rule", "trail-stopped"]).code).toBe(0);
    const saved = join(reeve.folder, "saved.json");
    reeve.run(["check", ...day, "--format", `json=${saved}`]);
    const again = reeve.run(["gate", "--results", saved, "--now", "2026-03-01"]);
    expect(again.out.replaceAll(/\s+/g, " ")).toContain("4 records are from the future");
  });

  it("refuses --max-age without a snapshot", () => {
    const { code, err } = reeve.run(["check", "--events", "-", "--max-age", "24h"]);
    expect(code).toBe(2);
    expect(err).toContain("--max-age does nothing without --snapshot");
  });
});

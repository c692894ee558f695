import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { IAM } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ReeveDocument, ReeveResults } from "../../schemas/index.ts";
import { useEndpoint } from "../aws/environment.ts";
import { faultReply } from "../aws/faults.ts";
import { type Front, type Instead, type Reply, startFront } from "../aws/front.ts";
import { type Moto, startMoto } from "../aws/moto.ts";
import { corrected } from "../aws/moto-faults.ts";
import type { RequestedOperation } from "../aws/operation.ts";
import { buildAccount, buildTrail } from "../aws/sample-account.ts";
import { stubs } from "../aws/stubs.ts";
import { hasExtra } from "../extras.ts";
import { PRIVATE_MODE } from "../platform.ts";
import { buildProgram, type Program, type ProgramOutcome } from "./reeve.ts";

const found = hasExtra("moto_server", "live checks by the built program");
const CALLER = /^Account 123456789012, as arn:aws:/;

vi.setConfig({ testTimeout: 90_000 });

describe.runIf(found)("the built program against an account", () => {
  let moto: Moto;
  let front: Front;
  let reeve: Program;
  let folder: string;
  /** What was asked since the last reset. */
  let asked: RequestedOperation[] = [];
  const correct = corrected(new Date(Date.now() + 60_000));

  beforeAll(async () => {
    moto = await startMoto();
    const restore = useEndpoint(moto.url);
    try {
      await buildAccount(new IAM({ endpoint: moto.url }), 12);
      await buildTrail(moto.url);
    } finally {
      restore();
    }
    front = await startFront(moto.url, stubs);
    reeve = buildProgram();
    folder = mkdtempSync(join(reeve.folder, "live-"));
  }, 120_000);
  afterAll(async () => {
    reeve?.remove();
    await front?.stop();
    await moto?.stop();
  });
  beforeEach(() => {
    asked = [];
    answer(() => undefined);
  });

  /** Answers to some operations; the others are moto's. */
  function answer(instead: Instead): void {
    front.reset();
    front.interfere({
      garble: correct,
      instead: (operation) => {
        asked.push(operation);
        return instead(operation);
      },
    });
  }
  const denyAll = (): void => answer((operation) => (operation.api.startsWith("sts:") ? undefined : faultReply("denied", operation, NOTHING)));

  function start(args: string[]): ChildProcess {
    const keys = { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "x", AWS_REGION: "us-east-1" };
    return reeve.start(args, { cwd: folder, env: { ...keys, AWS_ENDPOINT_URL: front.url, AWS_MAX_ATTEMPTS: "1" } });
  }

  const run = (...args: string[]): Promise<ProgramOutcome> => outcomeOf(start(args));
  const read = (name: string): ReeveDocument => JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString("utf8")) as ReeveDocument;
  /** The regions that an API was asked in. */
  const regionsOf = (service: string): string[] => [...new Set(asked.filter(({ api }) => api.startsWith(`${service}:`)).map(({ region }) => region))].sort();

  it("check says whose account it reads, reports it and exits 1 for its findings", async () => {
    const { code, out, err } = await run("check", "--pack", "iam-baseline");
    expect(err).toMatch(CALLER);
    expect(err).toMatch(/\nExit code 1: \d+ findings/);
    expect(out).toMatch(/^Account 123456789012 /);
    expect(code).toBe(1);
  });

  it("collect writes a snapshot for its owner alone, whole, and says what comes next", async () => {
    const { code, out, err } = await run("collect", "--out", "first.json.gz");
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).toMatch(CALLER);
    expect(err).toMatch(/\nWrote first\.json\.gz: \d+ calls in .*\n[\s\S]*Next: reeve check --snapshot first\.json\.gz\n$/);
    expect(statSync(join(folder, "first.json.gz")).mode & 0o777).toBe(PRIVATE_MODE);
    expect(readdirSync(folder)).toEqual(["first.json.gz"]);
    expect(read("first.json.gz").account).toMatchObject({ id: "123456789012" });
  });

  it("a snapshot is the same bytes when collected again, outside collection and collectedAt, and judged as the account itself", async () => {
    await run("collect", "--out", "first.json.gz");
    await run("collect", "--out", "second.json.gz");
    const [first, second] = ["first.json.gz", "second.json.gz"].map((name) => {
      const { collection: _, collectedAt: __, sha256: ___, ...rest } = read(name);
      return JSON.stringify(rest);
    });
    expect(second).toBe(first);
    const statuses = ({ out }: ProgramOutcome) => (JSON.parse(out) as ReeveResults).results.map(({ rule, resource, status }) => [rule, resource.arn, status]);
    const live = statuses(await run("check", "--pack", "iam-baseline", "--format", "json"));
    expect(statuses(await run("check", "--pack", "iam-baseline", "--format", "json", "--snapshot", "second.json.gz"))).toEqual(live);
    expect(live.length).toBeGreaterThan(50);
  });

  it("collect --out - gives the document to the next program, and nothing else", async () => {
    const { code, out, err } = await run("collect", "--out", "-");
    expect(code).toBe(0);
    expect((JSON.parse(out) as ReeveDocument).schema).toBe("reeve/document@1");
    expect(err).toMatch(CALLER);
  });

  it("collect without --out names the file after the account", async () => {
    const { err } = await run("collect");
    expect(err).toMatch(/\nWrote reeve-123456789012-\d{8}T\d{6}Z\.json\.gz: /);
  });

  it("asks the regions of --regions alone, written apart or with commas, and says what that leaves out", async () => {
    await run("collect", "--regions", "eu-central-1", "--out", "region.json.gz");
    expect(regionsOf("access-analyzer")).toEqual(["eu-central-1"]);
    expect(Object.values(read("region.json.gz").gaps)).toContainEqual(expect.objectContaining({ reason: "NotCollected", scope: "regions not asked for" }));
    asked = [];
    await run("collect", "--regions", "eu-central-1,us-east-1", "--out", "region.json.gz");
    expect(regionsOf("access-analyzer")).toEqual(["eu-central-1", "us-east-1"]);
  });

  it("knows nothing, passes nothing and exits 3 when everything is denied", async () => {
    denyAll();
    const { code, out, err } = await run("check", "--format", "json");
    const { results } = JSON.parse(out) as ReeveResults;
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(["unknown"]));
    expect(code).toBe(3);
    expect(err).toContain("nothing was decided");
  });

  it("collects a snapshot of gaps when everything is denied, and says so", async () => {
    denyAll();
    const { code, err } = await run("collect", "--out", "denied.json.gz");
    expect(code).toBe(0);
    expect(err).toMatch(/\n\d+ gaps: .*, …\n/);
  });

  it.each([
    [
      "an output in a folder that is not there",
      ["collect", "--out", "absent/a.json.gz"],
      /--out absent\/a\.json\.gz: the folder absent is not there: make it first/,
    ],
    ["a folder as output", ["collect", "--out", "."], /--out \.: cannot write there: it is a folder; name a file in it/],
    ["a span that is none", ["check", "--since", "soon"], /--since soon: write it in days, hours or minutes, such as 7d or 12h/],
    ["a span of nothing", ["check", "--since", "0d"], /--since 0d: write it/],
    ["a longer span than CloudTrail keeps", ["check", "--since", "91d"], /--since 91d: CloudTrail's event history holds 90 days.*reeve check --events/],
    ["a span where no rule judges events", ["check", "--since", "7d", "--pack", "iam-baseline"], /--since does nothing here: no chosen rule judges events/],
    ["a span where no events are read", ["collect", "--since", "7d"], /--since does nothing without --events/],
    ["a span of log files", ["check", "--events", ".", "--since", "7d"], /--since does nothing with --events or --snapshot/],
  ])("refuses %s before it calls AWS", async (_, args, message) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    expect(asked).toEqual([]);
  });

  it.each([
    ["12h of the event history with --since 12h", ["--since", "12h"], 12],
    ["90 days of it otherwise", [], 90 * 24],
  ])("reads %s", async (_, args, hours) => {
    const { code } = await run("collect", "--events", ...args, "--regions", "us-east-1", "--out", "events.json.gz");
    expect(code).toBe(0);
    const spans = asked.filter(({ api }) => api === "cloudtrail:LookupEvents").map(({ body }) => JSON.parse(body) as { StartTime: number; EndTime: number });
    expect(spans.length).toBeGreaterThan(0);
    expect([...new Set(spans.map(({ StartTime, EndTime }) => Math.round((EndTime - StartTime) / 3600)))]).toEqual([hours]);
  });

  it("check --since asks for that span too, and says what was found in it", async () => {
    const { err } = await run("check", "--rule", "trail-stopped", "--since", "7d", "--regions", "us-east-1");
    expect(err).toContain("\n0 records in CloudTrail's event history of the last 7d\n");
    const [first] = asked.filter(({ api }) => api === "cloudtrail:LookupEvents").map(({ body }) => JSON.parse(body) as { StartTime: number; EndTime: number });
    expect(first && Math.round((first.EndTime - first.StartTime) / 86_400)).toBe(7);
  });

  it("stops at Ctrl-C in mid-collection with exit code 130, and leaves the older snapshot and nothing else", async () => {
    // A report that is never done: the collection waits for it.
    answer(({ api }) => (api === "iam:GenerateCredentialReport" ? STARTED : undefined));
    const own = mkdtempSync(join(folder, "interrupted-"));
    writeFileSync(join(own, "a.json.gz"), "older");
    const child = start(["collect", "--out", join(own, "a.json.gz")]);
    const ended = outcomeOf(child);
    await vi.waitUntil(() => asked.filter(({ api }) => api === "iam:GenerateCredentialReport").length >= 2, { timeout: 30_000, interval: 20 });
    const polls = (): number => asked.filter(({ api }) => api === "iam:GenerateCredentialReport").length;
    const pollsBefore = polls();
    child.kill("SIGINT");
    const { code, out, err } = await ended;
    // It did not go on waiting: at most a question that was on its way comes in.
    expect(polls() - pollsBefore).toBeLessThanOrEqual(1);
    expect({ code, out }).toEqual({ code: 130, out: "" });
    expect(err).toMatch(/reeve: interrupted, nothing was kept\n$/);
    expect(readdirSync(own)).toEqual(["a.json.gz"]);
    expect(readFileSync(join(own, "a.json.gz"), "utf8")).toBe("older");
  });
});

async function outcomeOf(child: ChildProcess): Promise<ProgramOutcome> {
  const outcome: ProgramOutcome = { code: null, out: "", err: "" };
  child.stdout?.on("data", (chunk: Buffer) => {
    outcome.out += chunk.toString("utf8");
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    outcome.err += chunk.toString("utf8");
  });
  [outcome.code] = (await once(child, "close")) as [number | null];
  return outcome;
}

const NOTHING: Reply = { status: 200, contentType: "text/plain", body: "" };
const STARTED: Reply = {
  status: 200,
  contentType: "text/xml",
  body: '<GenerateCredentialReportResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GenerateCredentialReportResult><State>STARTED</State></GenerateCredentialReportResult></GenerateCredentialReportResponse>',
};

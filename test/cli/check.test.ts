import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { columns } from "../../reporters/index.ts";
import { type ReeveResults, validateResults } from "../../schemas/index.ts";
import { isPosix, PRIVATE_MODE } from "../platform.ts";
import { buildProgram, EVENTS, type Program, SNAPSHOT, sampleText } from "./reeve.ts";

/** What a port answers where nobody listens: any call to AWS fails at once and is seen. */
const NO_AWS = {
  AWS_ENDPOINT_URL: "http://127.0.0.1:9",
  AWS_ACCESS_KEY_ID: "none",
  AWS_SECRET_ACCESS_KEY: "none",
  AWS_REGION: "us-east-1",
  AWS_MAX_ATTEMPTS: "1",
};

// Each test starts the program up to five times, on machines that may be busy.
vi.setConfig({ testTimeout: 90_000 });

describe("check", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
  }, 120_000);
  afterAll(() => reeve.remove());
  const check = (...args: string[]) => reeve.run(["check", "--snapshot", SNAPSHOT, ...args]);

  it("reports the account and says why it exits as it does", () => {
    const { code, out, err } = check();
    expect(code).toBe(1);
    expect(out).toContain("Account 444455556666");
    expect(err).toMatch(/^Exit code 1: \d+ findings at or above low/);
  });

  it.each<[string, string[], number]>([
    ["0 when the rules chosen all pass", ["--rule", "root-no-access-key"], 0],
    ["1 from --fail-on upward", ["--rule", "user-console-mfa", "--fail-on", "high"], 1],
    ["0 below it", ["--rule", "user-console-mfa", "--fail-on", "critical"], 0],
    ["3 on incomplete evidence", ["--rule", "root-hardware-mfa-enabled"], 3],
    ["3 when nothing was decided, whatever is allowed", ["--rule", "root-hardware-mfa-enabled", "--allow-unknown"], 3],
    ["0 on incomplete evidence that is allowed, where something was decided", ["--rule", "root-hardware-mfa-enabled,root-no-access-key", "--allow-unknown"], 0],
    ["1 before 3", ["--rule", "root-hardware-mfa-enabled,user-console-mfa"], 1],
  ])("exits %s", (_what, args, code) => {
    expect(check(...args).code).toBe(code);
  });

  it("writes several formats, files whole and the same bytes each time", async () => {
    const [one, two] = [join(reeve.folder, "one.json"), join(reeve.folder, "two.json")];
    expect(check("--format", "text", "--format", `json=${one}`).out).toContain("Account 444455556666");
    check("--format", `json=${two}`);
    expect(readFileSync(one, "utf8")).toBe(readFileSync(two, "utf8"));
    expect(await validateResults(JSON.parse(readFileSync(one, "utf8")))).toMatchObject({ ok: true });
    expect(readdirSync(reeve.folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("writes JSON to stdout and nothing else there", () => {
    const results = JSON.parse(check("--format", "json").out) as ReeveResults;
    expect(results.schema).toBe("reeve/results@1");
  });

  it("judges events alone without calling AWS, and says which rules that leaves out", () => {
    const { code, out, err } = reeve.run(["check", "--events", EVENTS], { env: NO_AWS });
    expect(code).toBe(1);
    expect(out).toContain("stopped trail");
    expect(err).toMatch(/\d+ rules not run: they judge the account's state/);
  });

  it("reads events from stdin", () => {
    const [file = ""] = readdirSync(EVENTS);
    const records = gunzipSync(readFileSync(join(EVENTS, file))).toString("utf8");
    expect(reeve.run(["check", "--events", "-"], { input: records }).out).toContain("Account 444455556666");
  });

  it.each(["60", "100", "160"])("fits a terminal of %s columns", (width) => {
    const out = reeve.run(["check", "--snapshot", SNAPSHOT], { env: { COLUMNS: width } }).out.split("\n");
    const wide = out.filter(
      (line) =>
        columns(line) > Number(width) &&
        line
          .trim()
          .replace(/^(\S{3,6}|\?) +/, "")
          .includes(" "),
    );
    expect(wide).toEqual([]);
  });

  it("colours when forced, and not in a pipe, nor with NO_COLOR or --no-color", () => {
    expect(reeve.run(["check", "--snapshot", SNAPSHOT], { env: { FORCE_COLOR: "1" } }).out).toContain("\u001b[");
    for (const env of [{}, { FORCE_COLOR: "1", NO_COLOR: "1" }]) expect(reeve.run(["check", "--snapshot", SNAPSHOT], { env }).out).not.toContain("\u001b[");
    const flagged = reeve.run(["check", "--no-color", "--snapshot", SNAPSHOT], { env: { FORCE_COLOR: "1" } }).out;
    expect(flagged).toMatch(/^Account 444455556666/);
    expect(flagged).not.toContain("\u001b[");
  });

  it.runIf(isPosix("a reader that goes away, of the report"))("is quiet when its reader goes away", () => {
    const command = `"${process.execPath}" "${reeve.bin}" check --all --snapshot "${SNAPSHOT}" | head -n 1`;
    const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
      encoding: "utf8",
      env: { ...process.env, REEVE_CACHE_DIR: join(reeve.folder, "cache") },
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Account 444455556666.*\n$/);
    expect(stderr).not.toMatch(/EPIPE|Error|\n\s+at /);
  });

  it("lets no name in the account move the cursor, in report and explanation", () => {
    const hostile = "evil\u001b]0;owned\u0007\u001b[2J\u202e";
    const text = sampleText().replaceAll("dmitri.volkov", JSON.stringify(hostile).slice(1, -1));
    const file = join(reeve.folder, "hostile.json");
    writeFileSync(file, text);
    const { code, out } = reeve.run(["check", "--snapshot", file, "--rule", "user-console-mfa"]);
    expect(code).toBe(1);
    expect(out).toContain("evil\\u{1b}]0;owned\\u{7}");
    const rest = [
      reeve.run(["explain", "1"]).out,
      ...["console", "cli", "python", "typescript"].map((form) => reeve.run(["remediate", "1", "--as", form]).out),
    ];
    for (const each of [out, ...rest]) expect(each).not.toMatch(/[^\P{C}\n]/u);
  });

  it("refuses a snapshot of another version in one sentence", () => {
    const file = join(reeve.folder, "future.json");
    writeFileSync(file, '{"schema":"reeve/document@9"}');
    const { code, err } = reeve.run(["check", "--snapshot", file]);
    expect(code).toBe(2);
    expect(err).toMatch(/reeve\/document@9; this Reeve reads reeve\/document@1/);
  });

  it("says without credentials what to do, in plain words, with exit code 3", () => {
    const { code, out, err } = reeve.run(["check"]);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toMatch(/^reeve: There are no AWS credentials\.\nSet AWS_PROFILE/);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it.runIf(isPosix("Ctrl-C while collecting"))("stops at Ctrl-C with exit code 130, and leaves no half-written file", async () => {
    let connected = (): void => {};
    const asked = new Promise<void>((resolve) => {
      connected = resolve;
    });
    const silent = createServer((socket) => {
      socket.on("error", () => {});
      connected();
    });
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const out = join(reeve.folder, "interrupted.json.gz");
    const child = reeve.start(["collect", "--out", out], { env: { ...NO_AWS, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` } });
    let err = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      err += chunk.toString("utf8");
    });
    const ended = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
    await asked;
    child.kill("SIGINT");
    const code = await ended;
    silent.close();
    expect(code).toBe(130);
    expect(err).toMatch(/^reeve: interrupted/);
    expect(existsSync(out)).toBe(false);
  });

  describe("afterwards", () => {
    let fingerprint: string;
    beforeAll(() => {
      const results = JSON.parse(check("--format", "json").out) as ReeveResults;
      fingerprint = results.results.find(({ rule, status }) => rule === "user-console-mfa" && status === "fail")?.fingerprint ?? "";
    });

    it("keeps the results for this user alone", () => {
      const cache = join(reeve.folder, "cache");
      const files = readdirSync(cache, { recursive: true, encoding: "utf8" })
        .map((name) => join(cache, name))
        .filter((path) => statSync(path).isFile());
      expect(files.length).toBeGreaterThan(2);
      for (const file of files) expect(statSync(file).mode & 0o077).toBe(PRIVATE_MODE & 0o077);
    });

    it("explains a finding by number, condition by condition", () => {
      const { code, out } = reeve.run(["explain", "1"]);
      expect(code).toBe(0);
      expect(out).toMatch(/^Check run \S+Z: account 444455556666 .*\n\n1 {2}critical finding: /s);
      expect(out).toMatch(/\n(require: must hold|match: makes a finding)\n/);
    });

    it("explains a finding by the beginning of its fingerprint, from any folder", () => {
      const { code, out } = reeve.run(["explain", fingerprint.slice(3, 15)], { cwd: "/" });
      expect(code).toBe(0);
      expect(out).toContain("require: must hold\n  no  user.mfaActive is true → false");
      expect(out).toContain(fingerprint);
    });

    it("explains a rule and names its findings", () => {
      expect(reeve.run(["explain", "user-console-mfa"]).out).toMatch(/The last check has 2 results of it: \d+, \d+/);
    });

    it.each([
      ["console", /1\. Open IAM, Users, dmitri\.volkov/],
      ["cli", /aws iam create-virtual-mfa-device/],
      ["python", /boto3/],
      ["typescript", /@aws-sdk\/client-iam/],
    ])("prints the remediation of a rule's findings as %s", (form, expected) => {
      const { code, out } = reeve.run(["remediate", "user-console-mfa", "--as", form]);
      expect(code).toBe(0);
      expect(out).toMatch(expected);
    });

    it("fixes no unknown", () => {
      const unknown = reeve.run(["remediate", "root-hardware-mfa-enabled"]);
      expect(unknown.code).toBe(2);
      expect(unknown.err).toContain("is unknown, not a finding");
    });

    it("names the numbers there are", () => {
      expect(reeve.run(["explain", "9999"])).toMatchObject({ code: 2, err: expect.stringMatching(/findings and unknowns 1 to \d+; there is no 9999/) });
    });
  });
});

describe("the demo", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
  }, 120_000);
  afterAll(() => reeve.remove());

  it("judges the sample offline, ends well and says where to look next", () => {
    const { code, out, err } = reeve.run(["demo"], { env: NO_AWS });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("ivan.petrov");
    expect(out).toContain("iam:ListVirtualMFADevices is denied");
    expect(out).toContain("reeve remediate 1 --as cli");
  });
});

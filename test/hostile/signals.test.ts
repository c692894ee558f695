import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProgram, type Program, SNAPSHOT } from "../cli/reeve.ts";
import { hasExtra } from "../extras.ts";
import { isPosix } from "../platform.ts";

let program: Program;
let folder: string;
beforeAll(() => {
  program = buildProgram();
  folder = mkdtempSync(join(tmpdir(), "reeve-signals-"));
  mkdirSync(join(folder, "rules"));
  for (let at = 0; at < 200; at++) writeFileSync(join(folder, "rules", `r${at}.yaml`), RULE(at));
  for (let at = 0; at < 200; at++) writeFileSync(join(folder, "rules", `r${at}.test.yaml`), TEST);
  writeFileSync(join(folder, "events.ndjson"), Array.from({ length: 20_000 }, (_, at) => record(at)).join("\n"));
}, 120_000);
afterAll(() => {
  program?.remove();
  rmSync(folder, { recursive: true, force: true });
});

const RULE = (at: number): string => `id: r${at}
title: Users use MFA ${at}
severity: low
resource: user
rationale: Passwords leak.
require: { and: [{ user.mfaActive: true }, { not: { user.name: n${at} } }] }
message: "{{user.name}}"
`;
const TEST = "cases:\n  - name: a user\n    given: { users: [{ name: a, mfaActive: true }] }\n    expect: { pass: [a] }\n";
const record = (at: number): string =>
  JSON.stringify({
    eventVersion: "1.08",
    eventID: `e${at}`,
    eventTime: "2026-01-01T00:00:00Z",
    eventSource: "iam.amazonaws.com",
    eventName: "CreateUser",
    requestParameters: { userName: `u${at}` },
  });

/** Runs that compute for long. How long each takes is measured first, so that no moment is named here. */
const BUSY: [what: string, exit: number, args: string[]][] = [
  ["check over 20,000 records", 0, ["check", "--events", "events.ndjson", "--format", "json=out.json"]],
  ["validate of 200 rules", 0, ["rules", "validate", "rules"]],
  ["test of 200 rules", 0, ["rules", "test", "rules"]],
  ["mutation of rules", 1, ["rules", "test", "rules/r1.yaml", "rules/r1.test.yaml", "--mutate"]],
  ["diff", 0, ["diff", SNAPSHOT, SNAPSHOT, "--judge", "--rules", "rules"]],
  ["gate", 1, ["gate", "--snapshot", SNAPSHOT, "--rules", "rules"]],
  ["demo", 0, ["demo"]],
  ["init", 0, ["init", "made"]],
  ["access can", 3, ["access", "can", "ana.ferreira", "iam:CreateUser", "--on", "arn:aws:iam::444455556666:user/new", "--snapshot", SNAPSHOT]],
];

const INITIALIZE = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });

/** Runs that wait for what comes over standard input, and what makes them answer: the answer shows that they wait. */
const WAITING: [what: string, args: string[], typed: string][] = [
  ["repl", ["repl", "--snapshot", SNAPSHOT], "user.mfaActive: false\n"],
  ["lsp", ["lsp", "--stdio"], `Content-Length: ${INITIALIZE.length}\r\n\r\n${INITIALIZE}`],
];

const child = (source: string): ChildProcess =>
  spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", source.replace("SIGNALS", JSON.stringify(SIGNALS_MODULE))], {
    stdio: ["ignore", "pipe", "inherit"],
  });
const SIGNALS_MODULE = join(process.cwd(), "collectors/files/index.ts");
const endOf = (process: ChildProcess): Promise<[number | null, string | null]> =>
  new Promise((resolve) => process.on("exit", (code, by) => resolve([code, by])));
const heard = (process: ChildProcess): Promise<string> => new Promise((resolve) => process.stdout?.once("data", (data: Buffer) => resolve(data.toString())));

describe("work that answers to signals", () => {
  it("calls the handler, and any other work is ended by the signal, though it never gives way", async () => {
    const waits = child(`import { answeringSignals, setSignalHandler } from SIGNALS;
      setSignalHandler((signal) => { console.log(signal); process.exit(7); });
      await answeringSignals(() => { console.log("waits"); return new Promise((done) => setTimeout(done, 60_000)); });`);
    await heard(waits);
    const said = heard(waits);
    waits.kill("SIGTERM");
    expect([await said, await endOf(waits)]).toEqual(["SIGTERM\n", [7, null]]);
    const busy = child(`import { answeringSignals, setSignalHandler } from SIGNALS;
      setSignalHandler(() => process.exit(7));
      await answeringSignals(async () => {});
      process.stdout.write("busy"); for (;;);`);
    await heard(busy);
    busy.kill("SIGINT");
    expect(await endOf(busy)).toEqual([null, "SIGINT"]);
  }, 60_000);

  it("loses no signal that comes at its end, while the thread is busy", async () => {
    const late = child(`import { answeringSignals, setSignalHandler } from SIGNALS;
      setSignalHandler(() => process.exit(7));
      await answeringSignals(async () => {
        await new Promise((done) => setTimeout(done, 10));
        process.kill(process.pid, "SIGINT");
      });
      process.exit(0);`);
    expect(await endOf(late)).toEqual([7, null]);
  }, 60_000);
});

describe("a signal while a run waits for its input", () => {
  it.each(WAITING.flatMap((run) => (["SIGINT", "SIGTERM"] as const).map((signal) => [...run, signal] as const)))(
    "ends %s",
    async (_what, args, typed, signal) => {
      const run = spawn(process.execPath, [program.bin, ...args], { cwd: folder, env: program.env, stdio: ["pipe", "pipe", "pipe"] });
      const ended = endOf(run);
      run.stdin.write(typed);
      await heard(run);
      run.kill(signal);
      const [code, by] = await ended;
      expect(by === signal || code === (signal === "SIGINT" ? 130 : 143)).toBe(true);
    },
    60_000,
  );

  it.runIf(isPosix("waivers add on a terminal") && hasExtra("python3", "waivers add on a terminal"))(
    "ends waivers add with 130 at Ctrl-C and 143 at SIGTERM, and writes no waiver",
    () => {
      expect(program.run(["check", "--snapshot", SNAPSHOT, "--rules", "rules"], { cwd: folder }).code).toBe(1);
      const script = `
import os, pty, signal, sys
def run(end):
    pid, fd = pty.fork()
    if pid == 0:
        os.execvp(sys.argv[1], sys.argv[1:])
    seen = b""
    while b"kind" not in seen.lower():
        seen += os.read(fd, 65536)
    end(pid, fd)
    try:
        while os.read(fd, 65536): pass
    except OSError: pass
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(run(lambda pid, fd: os.write(fd, b"\\x03")), run(lambda pid, fd: os.kill(pid, signal.SIGTERM)))
`;
      const args = ["-c", script, process.execPath, program.bin, "waivers", "add", "1"];
      const { stdout, stderr } = spawnSync("python3", args, { cwd: folder, env: { ...program.env, TERM: "xterm" }, encoding: "utf8" });
      expect([stdout, stderr]).toEqual(["130 143\n", ""]);
      expect(readdirSync(folder)).not.toContain("waivers");
    },
    60_000,
  );
});

/** Moments of a run at which a signal is sent, as shares of its length. */
const MOMENTS = [0.02, 0.04, 0.07, 0.1, 0.2, 0.35, 0.5];

describe("a signal at any moment of a run", () => {
  it.each(BUSY)(
    "ends %s, and leaves no half-written file",
    async (_what, exit, args) => {
      rmSync(join(program.folder, "cache"), { recursive: true, force: true });
      const startedAt = performance.now();
      expect(await endOf(program.start(args, { cwd: folder }))).toEqual([exit, null]);
      const wholeMs = performance.now() - startedAt;
      for (const [at, share] of MOMENTS.entries()) {
        const signal = at % 2 ? "SIGTERM" : "SIGINT";
        rmSync(join(program.folder, "cache"), { recursive: true, force: true });
        const run = program.start(args, { cwd: folder });
        const ended = endOf(run);
        let isOver = false;
        void ended.then(() => (isOver = true));
        await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, wholeMs * share))]);
        // On a fast machine the run may be over; a signal that it takes must end it.
        const isTaken = !isOver && run.kill(signal);
        const [code, by] = await ended;
        if (isTaken) expect([share, by === signal || code === (signal === "SIGINT" ? 130 : 143)]).toEqual([share, true]);
        expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
      }
    },
    180_000,
  );
});

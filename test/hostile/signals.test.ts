import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProgram, type Program, SNAPSHOT } from "../cli/reeve.ts";

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
require: { all: [{ user.mfaActive: true }, { user.name: { not: n${at} } }] }
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
const BUSY: [what: string, args: string[]][] = [
  ["check over 20,000 records", ["check", "--events", "events.ndjson", "--format", "json=out.json"]],
  ["validate of 200 rules", ["rules", "validate", "rules"]],
  ["test of 200 rules", ["rules", "test", "rules"]],
  ["mutation of rules", ["rules", "test", "rules", "--mutate", "--filter", "r1"]],
  ["diff", ["diff", SNAPSHOT, SNAPSHOT, "--judge", "--rules", "rules"]],
  ["gate", ["gate", "--snapshot", SNAPSHOT, "--rules", "rules"]],
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

/** Moments of a run at which a signal is sent, as shares of its length. */
const MOMENTS = [0.02, 0.04, 0.07, 0.1, 0.2, 0.35, 0.5];

describe("a signal at any moment of a run", () => {
  it.each(BUSY)(
    "ends %s, and leaves no half-written file",
    async (_what, args) => {
      rmSync(join(program.folder, "cache"), { recursive: true, force: true });
      const startedAt = performance.now();
      await endOf(program.start(args, { cwd: folder }));
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

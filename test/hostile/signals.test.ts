import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { interruptible } from "../../collectors/files/index.ts";
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

/** A signal, sent again and again at every moment of a run, ends it. How long a run of the whole takes is measured first, so that no moment is named here. */
const BUSY: [what: string, args: string[]][] = [
  ["check over 20,000 records", ["check", "--events", "events.ndjson", "--format", "json=out.json"]],
  ["validate of 200 rules", ["rules", "validate", "rules"]],
  ["test of 200 rules", ["rules", "test", "rules"]],
  ["mutation of rules", ["rules", "test", "rules", "--mutate", "--filter", "r1"]],
  ["diff", ["diff", SNAPSHOT, SNAPSHOT, "--judge", "--rules", "rules"]],
  ["gate", ["gate", "--snapshot", SNAPSHOT, "--rules", "rules"]],
];

describe("a signal in the middle of a computation", () => {
  it("ends a busy thread at once: no handler is in its way", async () => {
    const source = `import { interruptible } from ${JSON.stringify(join(process.cwd(), "collectors/files/interruptible.ts"))};
      process.on("SIGTERM", () => {});
      interruptible(() => { process.stdout.write("busy"); for (;;); });`;
    const child = spawn(
      process.execPath,
      ["--experimental-strip-types", "--import", "tsx", "--input-type=module", "-e", source].filter((arg) => arg !== "--experimental-strip-types"),
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGTERM");
    expect(await new Promise((resolve) => child.on("exit", (_, signal) => resolve(signal)))).toBe("SIGTERM");
  }, 30_000);

  it("finds the handlers again when the event loop turns, after an error and a promise too", async () => {
    const handler = (): void => {};
    process.on("SIGTERM", handler);
    const has = (): boolean => process.listeners("SIGTERM").includes(handler);
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    expect([interruptible(has), has()]).toEqual([false, false]);
    await turn();
    expect(has()).toBe(true);
    const fails = (): never => {
      throw new Error("x");
    };
    expect(() => interruptible(fails)).toThrow("x");
    await turn();
    expect(has()).toBe(true);
    const running = interruptible(async () => {
      await turn();
      return has();
    });
    expect([await running, interruptible(has)]).toEqual([false, false]);
    await turn();
    expect(has()).toBe(true);
    process.off("SIGTERM", handler);
  });

  it.each(BUSY)(
    "ends %s, and leaves no half-written file",
    async (_what, args) => {
      rmSync(join(program.folder, "cache"), { recursive: true, force: true });
      const whole = program.start(args, { cwd: folder });
      const startedAt = performance.now();
      await new Promise((resolve) => whole.on("exit", resolve));
      const wholeMs = performance.now() - startedAt;
      for (const [share, signal] of [
        [0.4, "SIGINT"],
        [0.7, "SIGTERM"],
      ] as const) {
        rmSync(join(program.folder, "cache"), { recursive: true, force: true });
        const child = program.start(args, { cwd: folder });
        const ended = new Promise<[number | null, string | null]>((resolve) => child.on("exit", (code, by) => resolve([code, by])));
        await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, wholeMs * share))]);
        const at = performance.now();
        child.kill(signal);
        const [code, by] = await ended;
        // Ended before the rest of the work would have been done, by the signal or the handler; on a fast machine the run may be over.
        expect(by === signal || code === (signal === "SIGINT" ? 130 : 143) || performance.now() - at < 1_000).toBe(true);
        expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
      }
    },
    120_000,
  );
});

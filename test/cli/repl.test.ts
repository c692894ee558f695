import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { hasExtra } from "../extras.ts";
import { isPosix } from "../platform.ts";
import { buildProgram, EVENTS, type Program, SNAPSHOT } from "./reeve.ts";

vi.setConfig({ testTimeout: 60_000 });

describe("repl", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
  }, 120_000);
  afterAll(() => reeve.remove());
  const say = (input: string, ...args: string[]) => reeve.run(["repl", "--snapshot", SNAPSHOT, ...args], { input });

  it("answers conditions line by line, without a prompt in a pipe", () => {
    const { code, out, err } = say("user.mfaActive: false\n\nuser.path: /service/\n");
    expect(code).toBe(0);
    expect(err).toBe("");
    expect(out).toMatch(/^true {4}8 of 22 users[\s\S]*true {4}5 of 22 users/);
    expect(out).not.toContain(">");
  });

  it("answers the last line also where it does not end", () => {
    expect(say("user.mfaActive: false").out).toContain("8 of 22 users");
  });

  it.each([
    ["user.mfaActive", /14 {2}true[\s\S]*8 {2}false/],
    [".resource role\nrole.serviceLinked: true", /about role[\s\S]*of 12 roles/],
    ["role.serviceLinked: true", /of 12 roles/],
    [".paths mfa", /user\.mfaActive .*true or false[\s\S]*paths of user with mfa/],
    [".show svc-mailer", /"name": "svc-mailer"/],
    [".show nobody", /nobody: there is no such resource/],
    [".shw", /Did you mean \.show/],
    [".resource usr", /Did you mean user/],
    ["user.mfaActve: false", /RV030[\s\S]*mfaActive/],
    ["user.mfaActve", /RV030[\s\S]*mfaActive/],
    [".help", /Ctrl-D/],
  ])("says of %s", (line, answer) => {
    const { code, out } = say(`${line}\n`);
    expect(out).toMatch(answer);
    expect(code).toBe(0);
  });

  it("evaluates no JavaScript", () => {
    const { code, out } = say("process.exit(3)\nglobalThis.x = require('fs')\n.load /etc/passwd\n1 + 1\n");
    expect(code).toBe(0);
    expect(out.match(/is not a condition|is no command/g)?.length).toBeGreaterThanOrEqual(3);
    expect(out).not.toMatch(/^2$/m);
  });

  it("stops at .exit", () => {
    expect(say(".exit\nuser.mfaActive: false\n").out).toBe("");
  });

  it("asks records", () => {
    expect(say("event.eventName: DetachGroupPolicy\n", "--resource", "event", "--events", EVENTS).out).toContain("true    2 of 60 records");
  });

  it.runIf(isPosix("repl on a terminal") && hasExtra("python3", "repl on a terminal"))(
    "on a terminal prompts, completes, keeps its history for the user alone, and ends at Ctrl-D",
    () => {
      const script = `
import os, pty, sys, time, select
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
def until(text, seconds=20):
    seen, end = b"", time.time() + seconds
    while time.time() < end and text not in seen:
        if select.select([fd], [], [], 0.2)[0]:
            try: seen += os.read(fd, 65536)
            except OSError: break
    return seen
seen = until(b"user> ")
os.write(fd, b"user.mfaAc\\t"); seen += until(b"user.mfaActive")
os.write(fd, b": false\\r"); seen += until(b"unknown 0 of 22")
os.write(fd, b".resource role\\r"); seen += until(b"role> ")
os.write(fd, b"\\x04"); seen += until(b"never", 3)
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(seen); sys.exit(os.waitstatus_to_exitcode(status))
`;
      const cache = join(reeve.folder, "terminal-cache");
      const { status, stdout } = spawnSync("python3", ["-c", script, process.execPath, reeve.bin, "repl", "--snapshot", SNAPSHOT], {
        encoding: "utf8",
        env: { ...process.env, REEVE_CACHE_DIR: cache, NO_COLOR: "1", TERM: "xterm", HOME: reeve.folder },
        timeout: 60_000,
      });
      expect(stdout).toContain("8 of 22 users");
      expect(stdout).toContain("role> ");
      expect(status).toBe(0);
      const history = join(cache, "repl-history");
      expect(existsSync(history)).toBe(true);
      expect(statSync(history).mode & 0o777).toBe(0o600);
    },
  );
});

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProgram, type Program, SNAPSHOT, sampleText } from "./reeve.ts";

const text = gunzipSync(readFileSync(SNAPSHOT)).toString("utf8");
const { sha256 } = JSON.parse(text) as { sha256: string };
const OTHER = "0".repeat(64);
const RULE = ["--rule", "user-console-mfa"];

let reeve: Program;
const at = (name: string): string => join(reeve.folder, name);
beforeAll(() => {
  reeve = buildProgram();
  writeFileSync(at("whole.json"), text);
  writeFileSync(at("changed.json"), text.replace('"mfaActive":false', '"mfaActive":true'));
  writeFileSync(at("old.json"), sampleText());
});
afterAll(() => reeve.remove());

const COMMANDS: Record<string, (file: string) => string[]> = {
  check: (file) => ["check", "--snapshot", file, ...RULE],
  gate: (file) => ["gate", "--snapshot", file, ...RULE],
  diff: (file) => ["diff", file, file],
  eval: (file) => ["eval", "user.mfaActive: false", "--snapshot", file],
  repl: (file) => ["repl", "--snapshot", file],
  "baseline write": (file) => ["baseline", "write", "--force", "--snapshot", file],
  "waivers list": (file) => ["waivers", "list", "--snapshot", file],
};

describe.each(Object.entries(COMMANDS))("%s", (_, command) => {
  it("reads a snapshot that is what was collected, and one without a hash with a word about it", () => {
    expect(reeve.run(command(at("whole.json"))).err).not.toContain("SHA-256");
    expect(reeve.run([...command(at("whole.json")), "--expect-sha256", OTHER, "--expect-sha256", sha256]).err).not.toContain("SHA-256");
    expect(reeve.run(command(at("old.json"))).err).toContain("holds no SHA-256: whether it was changed since it was collected is not known.");
  });

  it("refuses one that was changed, unless it may be", () => {
    const { code, err } = reeve.run(command(at("changed.json")));
    expect(code).toBe(2);
    expect(err).toContain("was changed since it was collected");
    const { err: allowed, code: read } = reeve.run([...command(at("changed.json")), "--allow-modified"]);
    expect(allowed).toContain("was changed since it was collected (--allow-modified).");
    expect(read).not.toBe(2);
  });

  it("refuses another one than is expected", () => {
    for (const file of ["whole.json", "old.json", "changed.json"])
      expect(reeve.run([...command(at(file)), "--expect-sha256", OTHER, "--allow-modified"]).code, file).toBe(2);
  });
});

describe("the hash of a snapshot", () => {
  const documentOf = (file: string, ...flags: string[]): unknown =>
    (JSON.parse(reeve.run(["check", "--snapshot", at(file), ...RULE, "--format", "json", ...flags]).out) as { document: unknown }).document;

  it("stands in the results, where the snapshot is whole", () => {
    expect(documentOf("whole.json")).toMatchObject({ snapshots: [sha256] });
    expect(documentOf("old.json")).not.toHaveProperty("snapshots");
    expect(documentOf("changed.json", "--allow-modified")).not.toHaveProperty("snapshots");
  });

  it("is asked for in its own form, and only where a snapshot is read", () => {
    expect(reeve.run(["check", "--snapshot", at("whole.json"), "--expect-sha256", "abc"]).err).toContain("64 hexadecimal digits");
    expect(reeve.run(["check", "--expect-sha256", OTHER]).err).toContain("--expect-sha256 does nothing here: no snapshot is read.");
    expect(reeve.run(["eval", "user.mfaActive: false", "--allow-modified"]).err).toContain("--allow-modified does nothing here: no snapshot is read.");
  });
});

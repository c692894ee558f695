import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

const README = readFileSync("README.md", "utf8");

/** The first block of the README that begins with this text, split where it leaves something out. */
function shown(beginning: string): string[] {
  const [, block = ""] = new RegExp(`\\n\`\`\`\\n(${beginning}[\\s\\S]*?)\`\`\``).exec(README) ?? [];
  return block.split(/^…\n/m);
}

it("the README shows what the demo prints", () => {
  const cache = mkdtempSync(join(tmpdir(), "reeve-readme-"));
  const { stdout } = spawnSync(process.execPath, ["cli/bin.mjs", "demo"], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", REEVE_CACHE_DIR: cache, COLUMNS: "100" },
  });
  rmSync(cache, { recursive: true });
  const parts = shown("CRITICAL");
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(stdout).toContain(part);
});

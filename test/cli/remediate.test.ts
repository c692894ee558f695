import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildProgram, EVENTS, type Program } from "./reeve.ts";

const ONE = "444455556666";
const OTHER = "555566667777";

vi.setConfig({ testTimeout: 90_000 });

describe("remediate over records of two accounts", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
    const logs = join(reeve.folder, "logs");
    mkdirSync(logs);
    for (const name of readdirSync(EVENTS)) {
      const text = gunzipSync(readFileSync(join(EVENTS, name))).toString("utf8");
      writeFileSync(join(logs, `${name}.json`), text);
      // The same story in another account: other records, with ids of their own.
      writeFileSync(join(logs, `other-${name}.json`), text.replaceAll(ONE, OTHER).replace(/("eventID":\s*")[0-9a-f]{8}/gi, "$1ffffffff"));
    }
    const { code, err } = reeve.run(["check", "--events", logs, "--rule", "trail-stopped"]);
    if (code !== 1) throw new Error(`the check found nothing: ${err}`);
  }, 120_000);
  afterAll(() => reeve.remove());

  it.each(["cli", "python", "typescript"])("prints no script for both (%s), but which accounts there are and how to choose one", (form) => {
    const { code, out, err } = reeve.run(["remediate", "trail-stopped", "--as", form]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(
      new RegExp(
        `^Check run [^\\n]+: accounts ${ONE}, ${OTHER} as of [^]*?\\nreeve: these findings are of 2 accounts, and a script runs in one:\\n {2}${ONE} {2}\\d+ findings?\\n {2}${OTHER} {2}\\d+ findings?\\n.*reeve remediate trail-stopped --as ${form} --account ${ONE}\\n$`,
      ),
    );
  });

  it.each(["console", "cli", "python", "typescript"])("prints those of the account chosen, and of no other (%s)", (form) => {
    const { code, out } = reeve.run(["remediate", "trail-stopped", "--as", form, "--account", OTHER]);
    expect(code).toBe(0);
    // The first lines say of which check the findings are: of both accounts.
    const steps = out.startsWith("Check run ") ? out.slice(out.indexOf("\n\n")) : out;
    expect(steps).toContain(OTHER);
    expect(steps).not.toContain(ONE);
  });

  it("prints the console steps of both, which a person takes one by one", () => {
    const { code, out } = reeve.run(["remediate", "trail-stopped"]);
    expect(code).toBe(0);
    expect(out).toContain(ONE);
    expect(out).toContain(OTHER);
  });

  it("prints a single finding's script without being told its account", () => {
    expect(reeve.run(["remediate", "1", "--as", "cli"]).code).toBe(0);
  });

  it("refuses an account that has no such finding, and names those that have", () => {
    const { code, out, err } = reeve.run(["remediate", "trail-stopped", "--as", "cli", "--account", "999999999999"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(new RegExp(`--account 999999999999: no finding of it here\\. Accounts:\\n {2}${ONE} .*\\n {2}${OTHER} `));
  });
});

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lower, ruleLogic } from "../../engine/index.ts";
import type { ReeveDocument, Result } from "../../schemas/index.ts";
import { evaluate } from "../judged.ts";
import { SHIPPED } from "../rules/shipped.ts";
import { installReeve } from "./installed.ts";
import { PAGES } from "./pages.ts";

const SNAPSHOT = resolve("samples/tideline.snapshot.json.gz");
const document: ReeveDocument = JSON.parse(gunzipSync(readFileSync(SNAPSHOT)).toString());
const page = PAGES.find(({ file }) => file === "docs/json-logic.md");
const program = page?.blocks.find((block) => block.kind === "file" && block.path === "judge.mjs");

/** Shipped rules on state whose conditions plain JsonLogic can say, and whose parameters are set. */
const RULES = SHIPPED.rules.filter((rule) => {
  if (rule.body.kind !== "state" || rule.params.some((spec) => spec.default === undefined)) return false;
  const scope = { params: Object.fromEntries(rule.params.map((spec) => [spec.name, spec.default])), lets: rule.lets };
  const { applies, require } = rule.body;
  return [applies, require].every((condition) => condition === null || lower(scope, rule.resource, condition).inFragment);
});

/** Runs the program anew for each rule, in one process: what it printed, by rule. */
const RUNNER = `
const [snapshot, ...rules] = process.argv.slice(2);
for (const rule of rules) {
  const [id, kind] = rule.split(":");
  console.log("rule " + id);
  process.argv = [process.argv[0], "judge.mjs", id + ".json", kind, snapshot];
  await import("./judge.mjs?" + id);
}
`;

describe("the program that judges without Reeve", () => {
  let folder = "";
  const printed = new Map<string, string[]>();
  // Within the repository: the program finds json-logic-js above itself.
  beforeAll(() => {
    folder = mkdtempSync("node_modules/.reeve-leaving-");
    writeFileSync(join(folder, "judge.mjs"), program && "text" in program ? program.text : "");
    writeFileSync(join(folder, "run.mjs"), RUNNER);
    for (const rule of RULES) writeFileSync(join(folder, `${rule.id}.json`), JSON.stringify(ruleLogic(rule)));
    const made = spawnSync(process.execPath, ["scripts/build.mjs", join(folder, "dist")], { encoding: "utf8" });
    if (made.status !== 0) throw new Error(`the build failed: ${made.stderr}`);
    installReeve(join(folder, "node_modules"), resolve(folder, "dist"));
    const rules = RULES.map(({ id, resource }) => `${id}:${resource}`);
    const { stdout, stderr, status } = spawnSync(process.execPath, ["run.mjs", SNAPSHOT, ...rules], { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`the program failed: ${stderr}`);
    for (const part of stdout.split(/^rule /m).slice(1)) {
      const [id = "", ...lines] = part.trim().split("\n");
      printed.set(id, lines);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is asked of most shipped rules", () => {
    expect(RULES.length).toBeGreaterThan(25);
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))("agrees with Reeve on %s", (id, rule) => {
    const lines = printed.get(id) ?? [];
    const [pass = -1, fail, unknown = -1] = (lines.at(-1) ?? "").split(", ").map((count) => Number.parseInt(count, 10));
    const said = (what: string): string[] => lines.flatMap((line) => (line.startsWith(`${what} `) ? [line.slice(what.length + 1)] : [])).sort();

    const evaluated = evaluate(document, [rule]);
    if (!evaluated.ok) throw new Error("the sample is refused");
    const { results } = evaluated.results;
    const named = (status: Result["status"]): string[] =>
      results
        .filter((one) => one.status === status)
        .map(({ resource }) => nameOf(resource))
        .sort();

    expect(said("fail")).toHaveLength(fail ?? -1);
    if (unknown === 0) {
      expect(said("fail")).toEqual(named("fail"));
      expect(pass).toBe(named("pass").length);
    } else {
      // It may know less, never more: what it fails fails, what fails it fails or does not know, and it passes no more.
      expect(named("fail")).toEqual(expect.arrayContaining(said("fail")));
      expect([...said("fail"), ...said("unknown")]).toEqual(expect.arrayContaining(named("fail")));
      expect(pass).toBeLessThanOrEqual(named("pass").length);
    }
  });
});

/** As the program names it, from the document: root has no name there. */
const nameOf = ({ kind, name, id, arn }: Result["resource"]): string => String(kind === "root" ? arn : (name ?? id ?? arn));

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import * as fromSources from "yaml";

/** scripts/build.mjs bundles the parser's ES modules, sources and tests run its CommonJS. */
const folder = join(createRequire(import.meta.url).resolve("yaml/package.json"), "..");
const built = (await import(pathToFileURL(join(folder, "browser/index.js")).href)) as typeof fromSources;

const texts = readdirSync("rules", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => readFileSync(join("rules", name), "utf8"));
const broken = ["a: [1, 2", "a: 1\n b: 2", "a: !x y", "a: *b", "a: &b c\na: d", "a: 'b", "\ta: 1", "? [a]\n: b", "a: |\n  b\n c", "{ a: b: c }"];

describe("the parser that the program is built with", () => {
  it("reads what the one that the tests run with reads, and refuses what it refuses", () => {
    for (const text of [...texts, ...broken, ...texts.slice(0, 20).map((whole) => whole.slice(0, whole.length / 2))]) {
      const [one, other] = [built, fromSources].map(({ parseDocument }) => {
        const { contents, errors, warnings } = parseDocument(text, { prettyErrors: false });
        return JSON.stringify([contents, [...errors, ...warnings].map(({ code, message, pos }) => [code, message, pos])]);
      });
      expect(one).toBe(other);
    }
  });

  it("asks for no environment variable while it reads", () => {
    const files = readdirSync(join(folder, "browser"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((name) => readFileSync(join(folder, "browser", name), "utf8").includes("process"))).toEqual([]);
    expect(readFileSync("scripts/bundle.mjs", "utf8")).toContain('alias: { yaml: "./node_modules/yaml/browser/index.js" }');
  });
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const ROOMS = "schemas|document|collectors|engine|reporters|editor|editors|cli|rules|samples|test|bench|scripts|templates|docs";
const PATH = new RegExp(`\`((?:${ROOMS})/[A-Za-z0-9_./-]*)\``, "g");
const PAGES = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  ...readdirSync("docs")
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** Paths of the repository that a page names in full; patterns such as `<id>` and paths of a user's own repository are left out. */
const pathsIn = (page: string): string[] => [...readFileSync(page, "utf8").matchAll(PATH)].map(([, path]) => path ?? "");

/** What guides make in the folder of their reader. */
const OF_READERS = /^(rules\/(?!iam-baseline|cloudtrail-detections)|test\/$)/;

describe("paths that the documentation names", () => {
  it("are found on the pages", () => {
    expect(PAGES.flatMap(pathsIn).length).toBeGreaterThan(60);
  });

  it.each(PAGES)("exist, on %s", (page) => {
    expect(pathsIn(page).filter((path) => !OF_READERS.test(path) && !existsSync(path))).toEqual([]);
  });
});

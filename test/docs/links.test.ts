import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { PAGES } from "./pages.ts";

const withoutBlocks = (text: string): string => text.replaceAll(/^ *```[\s\S]*?^ *```/gm, "");

/** The anchors that GitHub makes of a page's headings: lower case, without punctuation, blanks as hyphens. */
function anchorsOf(file: string): Set<string> {
  const headings = [...withoutBlocks(readFileSync(file, "utf8")).matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = ""]) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

const LINKS = PAGES.flatMap(({ file, text }) =>
  [...withoutBlocks(text).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, target = ""]) => ({ file, target })),
);

describe("links between pages", () => {
  it("lead to a file and to a heading that are there", () => {
    const broken = LINKS.filter(({ file, target }) => {
      const [path = "", anchor] = target.split("#");
      const whole = path === "" ? file : join(dirname(file), path);
      return !existsSync(whole) || (anchor !== undefined && !anchorsOf(whole).has(anchor));
    });
    expect(LINKS.length).toBeGreaterThan(30);
    expect(broken).toEqual([]);
  });

  it("reach every page from the index, and the index from the README", () => {
    const from = (file: string): string[] => LINKS.filter((link) => link.file === file).map(({ target }) => join(dirname(file), target.split("#")[0] ?? ""));
    const pages = PAGES.map(({ file }) => file).filter((file) => file !== "README.md" && file !== "docs/README.md");
    expect(pages.filter((file) => !from("docs/README.md").includes(file))).toEqual([]);
    expect(from("README.md")).toContain("docs/README.md");
  });
});

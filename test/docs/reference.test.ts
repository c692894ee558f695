import { describe, expect, it } from "vitest";
import { loadCondition, MATCHER_NAMES } from "../../engine/index.ts";
import { type ResourceKind, TABLE } from "../../schemas/index.ts";
import { languageReference } from "../../scripts/language/page.ts";
import { documentOf } from "../../scripts/language/sections.ts";
import { frames, scopeOf, walkedTruth } from "../engine/language/logic/world.ts";
import { PAGES } from "./pages.ts";

const page = PAGES.find(({ file }) => file === "docs/reference/language.md");
if (!page) throw new Error("the language reference is gone");
const lines = page.text.split("\n");

/** Each example of the page, with the rows of the table beneath it. */
const EXAMPLES = page.blocks.flatMap((block) => {
  const kind = Object.keys(TABLE.kinds).find((name): name is ResourceKind => name === block.marks.condition);
  if (!kind || block.kind !== "other") return [];
  const rows: [given: string, gives: string][] = [];
  for (let at = lines.indexOf("```", block.line - 1) + 4; lines[at]?.startsWith("| "); at += 1) {
    const [, given, gives] = /^\| `(.*)` \| (true|false|unknown) \|$/.exec(lines[at] ?? "") ?? [];
    if (given === undefined || gives === undefined) throw new Error(`line ${at + 1} of the page is no row: ${lines[at]}`);
    rows.push([given, gives]);
  }
  return [{ kind, text: block.text, rows, name: `${block.text.trim()} (line ${block.line})` }];
});

describe("the language reference", () => {
  it("is what the engine says today", () => {
    expect(page.text).toBe(languageReference());
  });

  it("has a section and an example for every matcher", () => {
    const sections = page.text.split(/^### /m).slice(1);
    const shown = sections
      .filter((section) => section.includes("```yaml condition=") && section.includes("JsonLogic: `"))
      .map((section) => section.split("\n")[0]);
    expect(shown).toEqual([...MATCHER_NAMES]);
  });

  it("shows each truth somewhere", () => {
    expect(EXAMPLES.length).toBeGreaterThan(20);
    expect(new Set(EXAMPLES.flatMap(({ rows }) => rows.map(([, gives]) => gives)))).toEqual(new Set(["true", "false", "unknown"]));
  });

  it.each(EXAMPLES)("says of $name what the naive evaluator says", ({ kind, text, rows }) => {
    const { condition } = loadCondition({ file: "condition.yaml", text }, kind);
    if (!condition) throw new Error("does not load");
    expect(rows.length).toBeGreaterThan(2);
    const walked = rows.map(([given]) => [given, walkedTruth(scopeOf([]), kind, condition, frameOf(kind, given))]);
    expect(walked).toEqual(rows);
  });
});

function frameOf(kind: ResourceKind, given: string) {
  const document = documentOf(kind, given);
  if (kind !== "account" && kind !== "root") {
    const [frame] = frames(document, kind);
    if (frame) return frame;
    throw new Error(`nothing is given by ${given}`);
  }
  const [user] = frames(documentOf("user", "{ path: / }"), "user");
  if (!user) throw new Error("no frame");
  const resource = document[kind] as unknown as Record<string, unknown>;
  return { ...user, world: { ...user.index, [kind]: resource }, resource };
}

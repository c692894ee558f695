import { expect, it } from "vitest";
import { meaningOf } from "../../editor/meaning.ts";
import type { RuleNames } from "../../editor/names.ts";

const names: RuleNames = { kind: "user", params: new Map(), lets: new Map() };

it.each([
  [["require", "user.path", "is", "text"]],
  [["require", "user.path", "in", 1, "text"]],
  [["require", "user.path", 0, "text"]],
  [["require", "user.path", "glob", 0, "text"]],
  [["require", "===", 1, "text"]],
  [["let", "found", "lookup", 1, "text"]],
])("%j is a template, where paths are completed and explained between braces", (steps) => {
  expect(meaningOf(steps, names)?.kind).toBe("template");
});

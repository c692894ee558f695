import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PATTERN_WORDS } from "../../../../engine/language/load/shape.ts";

const FILES = ["config", "waivers", "pack", "rule", "rule-test", "attestations", "baseline"];

/** The patterns of a schema, however deep. */
function patternsIn(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => (key === "pattern" && typeof value === "string" ? [value] : patternsIn(value)));
}

describe("the pattern of a value that people write", () => {
  it.each(FILES)("is said in words and never printed: %s", (file) => {
    const patterns = patternsIn(JSON.parse(readFileSync(`schemas/${file}.schema.json`, "utf8")));
    expect(patterns.filter((pattern) => PATTERN_WORDS[pattern] === undefined)).toEqual([]);
  });

  const accounts = new RegExp(Object.keys(PATTERN_WORDS).find((pattern) => pattern.includes("{12}")) ?? "", "u");

  it.each(["444455556666", "*", "4444*", "????55556666", "44445555666?"])("takes %s for an account", (text) => {
    expect(accounts.test(text)).toBe(true);
  });

  it.each(["44445555666", "4444-5555-6666", "4444555566667", "4444555566667*", "prod", "", "444455556666 "])("takes no %j for an account", (text) => {
    expect(accounts.test(text)).toBe(false);
  });
});

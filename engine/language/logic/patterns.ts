import { compileCidr } from "./cidr.ts";
import { compileGlob, type TextTest } from "./glob.ts";
import { type CompiledPattern, compileRegex } from "./regex.ts";

export { compileCidr } from "./cidr.ts";
export { compileGlob, type TextTest } from "./glob.ts";
export { type CompiledPattern, compileRegex } from "./regex.ts";

export type PatternLanguage = "glob" | "matches" | "cidr";

/** Compiles a pattern of the matcher's language: globs always compile. */
export function compilePattern(language: PatternLanguage, pattern: string): CompiledPattern {
  if (language === "glob") return { ok: true, test: compileGlob(pattern) };
  return language === "matches" ? compileRegex(pattern) : compileCidr(pattern);
}

const NEVER: TextTest = () => false;
const CACHE_LIMIT = 500;
const caches: Record<PatternLanguage, Map<string, TextTest>> = { glob: new Map(), matches: new Map(), cidr: new Map() };

/** The test of a pattern that is known only at run time (it came from a path): compiled once while it stays in a bounded cache; a bad one matches nothing. */
export function patternTest(language: PatternLanguage, pattern: string): TextTest {
  const cache = caches[language];
  const cached = cache.get(pattern);
  if (cached) return cached;
  const compiled = compilePattern(language, pattern);
  const test = compiled.ok ? compiled.test : NEVER;
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(pattern, test);
  return test;
}

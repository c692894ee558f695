import type { TextTest } from "./glob.ts";
import type { CompiledPattern } from "./regex.ts";

export { compileCidr } from "./cidr.ts";
export { compileGlob, type TextTest } from "./glob.ts";
export { type CompiledPattern, compileRegex } from "./regex.ts";

/** Compiles a pattern of one language. */
export type CompilePattern = (pattern: string) => CompiledPattern;

const NEVER: TextTest = () => false;
const CACHE_LIMIT = 500;
const caches = new Map<CompilePattern, Map<string, TextTest>>();

/** The test of a pattern that is known only at run time (it came from a path): compiled once while it stays in a bounded cache; a bad one matches nothing. */
export function patternTest(compile: CompilePattern, pattern: string): TextTest {
  const cache = caches.get(compile) ?? new Map<string, TextTest>();
  const cached = cache.get(pattern);
  if (cached) return cached;
  const compiled = compile(pattern);
  const test = compiled.ok ? compiled.test : NEVER;
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(pattern, test);
  caches.set(compile, cache);
  return test;
}

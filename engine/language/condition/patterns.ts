import type { TextTest } from "./glob.ts";
import type { CompiledPattern } from "./regex.ts";

export { compileCidr } from "./cidr.ts";
export { compileGlob, type TextTest } from "./glob.ts";
export { type CompiledPattern, compileRegex } from "./regex.ts";

/** Compiles a pattern of one language. */
export type CompilePattern = (pattern: string) => CompiledPattern;

const NEVER: TextTest = () => false;
const CACHE_LIMIT = 500;
const caches = new Map<CompilePattern, Map<string, CompiledPattern>>();

/** A pattern as its language compiles it: once while it stays in a bounded cache, for the checker, the lints and the evaluation alike. */
export function compiledOnce(compile: CompilePattern, pattern: string): CompiledPattern {
  const cache = caches.get(compile) ?? new Map<string, CompiledPattern>();
  const cached = cache.get(pattern);
  if (cached) return cached;
  const compiled = compile(pattern);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(pattern, compiled);
  caches.set(compile, cache);
  return compiled;
}

/** The test of a pattern that is known only at run time (it came from a path); a bad one matches nothing. */
export function patternTest(compile: CompilePattern, pattern: string): TextTest {
  const compiled = compiledOnce(compile, pattern);
  return compiled.ok ? compiled.test : NEVER;
}

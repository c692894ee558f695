import { defineConfig, mergeConfig } from "vitest/config";
import base from "../vitest.config.ts";

/** For scripts/mutation.mjs: the tests that it names, in one thread that keeps its modules, since a mutant is switched on by a variable and needs no new ones. */
const merged = mergeConfig(base, defineConfig({ test: { isolate: false, maxWorkers: 1, fileParallelism: false } }));

export default { ...merged, test: { ...merged.test, include: JSON.parse(process.env.REEVE_MUTATION_TESTS ?? "[]") as string[] } };

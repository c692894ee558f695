import { defineConfig } from "vitest/config";

/** Where CI wants the results counted: `npm cit` hands no arguments on. */
const report = process.env.REEVE_TEST_REPORT;

export default defineConfig({
  test: {
    ...(report ? { reporters: ["default", "json"], outputFile: { json: report } } : {}),
    include: ["test/**/*.test.ts"],
    pool: "threads",
    // As many as there are processors: by default one is left idle, and most suites wait for programs that they started.
    maxWorkers: "100%",
    // Emulators and child processes are slow to start on a busy machine; no test waits without a reason.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
});

import { realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { defaultExclude, defineConfig } from "vitest/config";
import { NOT_ON_WINDOWS, WINDOWS } from "./test/platform.ts";

/** Where CI wants the results counted: `npm cit` hands no arguments on. */
const report = process.env.REEVE_TEST_REPORT;

/** The folder for temporary files without links and short names: macOS puts it behind a link, Windows may shorten it, and programs print the real path. */
const temporary = realpathSync.native(tmpdir());

if (WINDOWS) for (const [file, why] of Object.entries(NOT_ON_WINDOWS)) process.stderr.write(`SKIPPED ${file} on Windows: ${why}\n`);

export default defineConfig({
  // Property tests try the inputs that once broke them, and `npm run fuzz` runs them for longer.
  resolve: { alias: [{ find: /^fast-check$/, replacement: fileURLToPath(new URL("test/fuzz/fast-check.ts", import.meta.url)) }] },
  test: {
    ...(report ? { reporters: ["default", "json"], outputFile: { json: report } } : {}),
    include: ["test/**/*.test.ts"],
    exclude: [...defaultExclude, ...(WINDOWS ? Object.keys(NOT_ON_WINDOWS) : [])],
    pool: "threads",
    // As many as there are processors: by default one is left idle, and most suites wait for programs that they started.
    maxWorkers: "100%",
    // Emulators and child processes are slow to start on a busy machine; no test waits without a reason.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: {
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      ...(temporary === tmpdir() ? {} : { TMPDIR: temporary, TEMP: temporary, TMP: temporary }),
    },
  },
});

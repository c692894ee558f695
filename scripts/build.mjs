/** Bundles the program and the library into dist/: one file a command needs at start, the rest loaded on demand. The AWS SDK stays outside. */
import { rmSync } from "node:fs";
import { build } from "esbuild";

rmSync("dist", { recursive: true, force: true });
await build({
  entryPoints: { reeve: "cli/main.ts", index: "index.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  external: ["@aws-sdk/*", "@smithy/*"],
  minifySyntax: true,
  legalComments: "linked",
  logLevel: "warning",
});

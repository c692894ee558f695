#!/usr/bin/env node
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

// The AWS SDK prints nine lines about the end of support of Node 20; what Reeve supports is its own package.json's business.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

// What Node warns of (a deprecated or experimental part of it) is for those who develop Reeve, and not for those who run it.
if (process.env.REEVE_DEBUG !== "1") process.removeAllListeners("warning");

const built = new URL("../dist/reeve.js", import.meta.url);
if (existsSync(built)) {
  const { main } = await import(built.href);
  await main(process.argv.slice(2));
} else {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const inSources = existsSync(new URL("../scripts/build.mjs", import.meta.url));
  process.stderr.write(
    "reeve is not built: the folder dist is missing, as after an install with --ignore-scripts.\n" +
      (inSources ? `Build it: cd ${root} && npm run build\n` : "Install the package again from the registry, which carries it built.\n"),
  );
  process.exitCode = 2;
}

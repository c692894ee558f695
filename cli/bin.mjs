#!/usr/bin/env node
import { existsSync } from "node:fs";

// The AWS SDK prints nine lines about the end of support of Node 20; what Reeve supports is its own package.json's business.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const built = new URL("../dist/reeve.js", import.meta.url);
if (existsSync(built)) {
  const { main } = await import(built.href);
  await main(process.argv.slice(2));
} else {
  process.stderr.write(
    "reeve is not built: the folder dist is missing, as after an install with --ignore-scripts.\n" +
      `Build it: cd ${decodeURIComponent(new URL("..", import.meta.url).pathname)} && node scripts/build.mjs\n`,
  );
  process.exitCode = 2;
}

import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { startAccount } from "./account.ts";
import { openWorkshop, terraform } from "./terraform.ts";

const FOLDER = fileURLToPath(new URL("../fixtures/clean-plans/", import.meta.url));

/**
 * Records what terraform plans for the configurations of test/fixtures/clean-plans on an empty account in moto:
 * `npm run plans:record-clean -- <name>…`, all where none is named. Writes <name>.plan.json.gz beside each.
 */
async function record(names: readonly string[]): Promise<void> {
  const all = (await readdir(FOLDER)).filter((file) => file.endsWith(".tf")).map((file) => file.slice(0, -".tf".length));
  const settings = await readFile(new URL("../fixtures/plans/terraform.tf", import.meta.url), "utf8");
  const root = await mkdtemp(join(tmpdir(), "reeve-clean-plans-"));
  const account = await startAccount();
  try {
    await account.fill([]);
    const workshop = await openWorkshop(root, account.url, settings);
    for (const name of names.length > 0 ? names : all) {
      process.stderr.write(`${name}\n`);
      const folder = await workshop.folder(name);
      await copyFile(join(FOLDER, `${name}.tf`), join(folder, "main.tf"));
      await terraform(folder, account.url, "plan", "-no-color", "-out=plan");
      const plan = JSON.parse(await terraform(folder, account.url, "show", "-json", "plan")) as Record<string, unknown>;
      await writeFile(join(FOLDER, `${name}.plan.json.gz`), gzipSync(JSON.stringify({ ...plan, timestamp: "2026-11-16T06:00:00Z" }), { level: 9 }));
    }
  } finally {
    await account.stop();
    await rm(root, { recursive: true, force: true });
  }
}

await record(process.argv.slice(2));

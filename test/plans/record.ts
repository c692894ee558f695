import { cp, mkdtemp, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { ReeveDocument } from "../../schemas/index.ts";
import { type MotoAccount, startAccount } from "./account.ts";
import { CONFIGURATIONS, type Configuration, SETTINGS } from "./configurations.ts";
import { settleDocument, settlePlan } from "./settle.ts";
import { openWorkshop, terraform, type Workshop } from "./terraform.ts";

/**
 * Records what terraform and the account do: `npm run plans:record -- <configuration>…`, all where none is named. For each: sets the account up,
 * applies before.tf, collects, plans main.tf, applies it, collects again, and writes plan.json, before.json.gz and after.json.gz.
 */
async function record(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !CONFIGURATIONS.some((configuration) => configuration.name === name));
  if (unknown.length > 0) throw new Error(`There is no configuration ${unknown.join(", ")}.`);
  const root = await mkdtemp(join(tmpdir(), "reeve-plans-"));
  const account = await startAccount();
  try {
    const workshop = await openWorkshop(root, account.url, SETTINGS);
    for (const configuration of CONFIGURATIONS) {
      if (names.length > 0 && !names.includes(configuration.name)) continue;
      process.stderr.write(`${configuration.name}\n`);
      await recordOne(configuration, account, workshop).catch((error: unknown) => {
        process.stderr.write(`  not recorded: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = 1;
      });
    }
  } finally {
    await account.stop();
    await rm(root, { recursive: true, force: true });
  }
}

async function recordOne({ name, folder, outside, before, main, modules }: Configuration, account: MotoAccount, workshop: Workshop): Promise<void> {
  const beganAt = new Date();
  await account.fill(outside);
  const work = await workshop.folder(name);
  const run = (...args: string[]): Promise<string> => terraform(work, account.url, ...args);
  for (const module of modules) await cp(join(folder, module), join(work, module), { recursive: true });
  if (before !== null) {
    await writeFile(join(work, "before.tf"), before);
    await run("apply", "-auto-approve", "-no-color");
    await unlink(join(work, "before.tf"));
  }
  await writeFile(join(work, "main.tf"), main);
  if (modules.length > 0) await run("get", "-no-color");
  const collectedBefore = await account.collect();
  await run("plan", "-out=plan.bin", "-no-color");
  const plan = await run("show", "-json", "plan.bin");
  const appliedAt = new Date();
  await run("apply", "-no-color", "plan.bin");
  const collectedAfter = await account.collect();
  const recording = { beganAt, appliedAt };
  await writeFile(`${folder}plan.json`, settlePlan(plan, recording));
  await writeFile(`${folder}before.json.gz`, packed(settleDocument(collectedBefore, recording)));
  await writeFile(`${folder}after.json.gz`, packed(settleDocument(collectedAfter, recording)));
}

const packed = (document: ReeveDocument): Buffer => gzipSync(`${JSON.stringify(document)}\n`, { level: 9 });

await record(process.argv.slice(2));

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type MotoAccount, startAccount } from "./account.ts";
import { type Files, SETTINGS, type Stage } from "./configurations.ts";
import type { RecordedApply } from "./recorded.ts";
import { settleDocument, settlePlan } from "./settle.ts";
import { openWorkshop, terraform, type Workshop } from "./terraform.ts";

/** Where stages are rehearsed: an account in moto, and folders in which terraform works. */
export interface Rehearsal {
  /** Sets the account up, applies what was before, collects, plans, applies the plan and collects again. */
  of(stage: Stage): Promise<RecordedApply>;
  stop(): Promise<void>;
}

export async function openRehearsal(): Promise<Rehearsal> {
  const root = await mkdtemp(join(tmpdir(), "reeve-plans-"));
  const account = await startAccount();
  const stop = async (): Promise<void> => {
    await account.stop();
    await rm(root, { recursive: true, force: true });
  };
  try {
    const workshop = await openWorkshop(root, account.url, SETTINGS);
    return { of: (stage) => rehearse(stage, account, workshop), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function rehearse({ name, outside, before, main }: Stage, account: MotoAccount, workshop: Workshop): Promise<RecordedApply> {
  const beganAt = new Date();
  await account.fill(outside);
  const folder = await workshop.folder(name);
  const run = (...args: string[]): Promise<string> => terraform(folder, account.url, ...args);
  if (before !== null) {
    await write(folder, before);
    if (callsModules(before)) await run("get", "-no-color");
    await run("apply", "-auto-approve", "-no-color");
  }
  await write(folder, main);
  if (callsModules(main)) await run("get", "-no-color");
  account.timePasses();
  const collectedBefore = await account.collect();
  await run("plan", "-out=plan.bin", "-no-color");
  const plan = await run("show", "-json", "plan.bin");
  const appliedAt = new Date();
  await run("apply", "-no-color", "plan.bin");
  const collectedAfter = await account.collect();
  const times = { beganAt, appliedAt, endedAt: new Date() };
  return { name, before: settleDocument(collectedBefore, times), plan: settlePlan(plan, times), after: settleDocument(collectedAfter, times) };
}

const callsModules = (files: Files): boolean => Object.keys(files).length > 1;

async function write(folder: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { ReeveDocument } from "../../../schemas/index.ts";

const FOLDER = fileURLToPath(new URL("../../fixtures/plans/", import.meta.url));

/** A plan as terraform made it, and the account before it. */
export interface RecordedPlan {
  name: string;
  plan: string;
  before: ReeveDocument;
}

export const RECORDED: RecordedPlan[] = readdirSync(FOLDER)
  .sort()
  .flatMap((name) => {
    const [plan, before] = [`${FOLDER}${name}/plan.json`, `${FOLDER}${name}/before.json.gz`];
    if (!existsSync(plan) || !existsSync(before)) return [];
    return [{ name, plan: readFileSync(plan, "utf8"), before: JSON.parse(gunzipSync(readFileSync(before)).toString("utf8")) as ReeveDocument }];
  });

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { ReeveDocument } from "../../schemas/index.ts";
import { CONFIGURATIONS } from "./configurations.ts";

/** What a configuration was seen to do: the account before, the plan as terraform told it, the account after the apply. */
export interface Recorded {
  name: string;
  before: ReeveDocument;
  /** Text of `terraform show -json`. */
  plan: string;
  after: ReeveDocument;
}

/** The recording of every configuration. */
export const recordings = (): Recorded[] =>
  CONFIGURATIONS.map(({ name, folder }) => ({
    name,
    before: snapshot(`${folder}before.json.gz`),
    plan: readFileSync(`${folder}plan.json`, "utf8"),
    after: snapshot(`${folder}after.json.gz`),
  }));

const snapshot = (file: string): ReeveDocument => JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as ReeveDocument;

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { ReeveDocument } from "../../schemas/index.ts";
import type { Configuration } from "./configurations.ts";

/** What a configuration was seen to do: the account before, the plan as terraform told it, the account after the apply. */
export interface RecordedApply {
  name: string;
  before: ReeveDocument;
  /** Text of `terraform show -json`. */
  plan: string;
  after: ReeveDocument;
}

/** What was recorded of a configuration. */
export const recordingOf = ({ name, folder }: Configuration): RecordedApply => ({
  name,
  before: snapshot(`${folder}before.json.gz`),
  plan: readFileSync(`${folder}plan.json`, "utf8"),
  after: snapshot(`${folder}after.json.gz`),
});

const snapshot = (file: string): ReeveDocument => JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as ReeveDocument;

import { isUnknown, type ReeveDocument } from "../../schemas/index.ts";
import { APPLIED_AT } from "./settle.ts";

type Item = Record<string, unknown>;

const LISTS = ["users", "groups", "roles", "policies", "trails", "analyzers", "serverCertificates", "samlProviders", "oidcProviders"] as const;

/** What AWS gives a resource when it makes it and no plan can tell: the schema wants a text there, so a prediction puts a placeholder. */
const GIVEN = ["id", "createdAt", "updatedAt", "uploadedAt"];

/**
 * A predicted document in which the placeholders of what the plan made, or brought into the account, are what the real document has: ids and times of making.
 * Nothing else is changed, and nothing of what was there before.
 */
export function alike(predicted: ReeveDocument, real: ReeveDocument): ReeveDocument {
  const copy = structuredClone(predicted);
  for (const list of LISTS) {
    const reals = new Map(items(real[list]).map((item) => [item.arn, item]));
    for (const item of items(copy[list])) {
      const actual = reals.get(item.arn);
      if (actual === undefined) continue;
      if (actual.updatedAt === APPLIED_AT && "updatedAt" in item) item.updatedAt = APPLIED_AT;
      const made = actual.createdAt === APPLIED_AT || actual.uploadedAt === APPLIED_AT || String(item.id).startsWith("planned:");
      if (!made) continue;
      for (const member of GIVEN) if (member in item && !isUnknown(item[member])) item[member] = actual[member];
    }
  }
  return withNewKeys(copy, real);
}

/** New access keys by their owner: AWS makes their ids up. */
function withNewKeys(predicted: ReeveDocument, real: ReeveDocument): ReeveDocument {
  const known = new Set(items(real.accessKeys).map((key) => key.id));
  const made = items(real.accessKeys).filter((key) => key.createdAt === APPLIED_AT);
  let text = JSON.stringify(predicted);
  for (const key of items(predicted.accessKeys)) {
    if (known.has(key.id)) continue;
    const actual = made.findIndex((one) => one.userArn === key.userArn);
    const [found] = actual < 0 ? [] : made.splice(actual, 1);
    if (found === undefined) continue;
    text = text.replaceAll(JSON.stringify(key.id), JSON.stringify(found.id));
  }
  const copy = JSON.parse(text) as ReeveDocument;
  for (const key of items(copy.accessKeys)) {
    const actual = items(real.accessKeys).find((one) => one.id === key.id);
    if (actual?.createdAt === APPLIED_AT) key.createdAt = APPLIED_AT;
    // A plan knows when it deactivates a key, and IAM keeps no time of it.
    if (actual && actual.deactivatedAt === undefined) delete key.deactivatedAt;
  }
  return copy;
}

const items = (list: unknown): Item[] => (Array.isArray(list) ? list.filter((item) => !isUnknown(item)) : []) as Item[];

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { AccountsSubject } from "../../engine/index.ts";
import type { ReeveDocument, ReeveResults } from "../../schemas/index.ts";
import { shippedRules } from "../engine/remediate/shipped.ts";
import { evaluate } from "../judged.ts";
import { SNAPSHOT } from "./reeve.ts";

/** The sample account by one shipped rule: what `decide` is given, and its results. */
export function readSnapshotOnly(id: string): { subject: AccountsSubject; results: ReeveResults } {
  const document = JSON.parse(gunzipSync(readFileSync(SNAPSHOT)).toString("utf8")) as ReeveDocument;
  const rules = shippedRules().filter((rule) => rule.id === id);
  const judged = evaluate(document, rules);
  if (!judged.ok) throw new Error(JSON.stringify(judged.errors));
  const account = { name: "-", account: null, document };
  const selection: AccountsSubject["selection"] = { rules, packs: [], off: {}, severity: {}, params: {}, acceptedGaps: [] };
  return {
    subject: {
      kind: "accounts",
      accounts: [account],
      plans: [],
      problems: [],
      selection,
      base: null,
      locations: {},
      shown: { listed: ["fail"], documentHash: true },
    },
    results: judged.results,
  };
}

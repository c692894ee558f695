import { loadRules } from "../../../engine/index.ts";
import type { ReeveDocument, ReeveResults } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";
import { RULES } from "./policy-files.ts";

/** What `reeve check --format json` writes of an account by the rules of one pack, before waivers and baseline. */
export function judged(document: ReeveDocument, pack: string): ReeveResults {
  const files = Object.entries(RULES)
    .filter(([file]) => file.startsWith(`rules/${pack}/`) && !file.endsWith("pack.yaml"))
    .map(([file, text]) => ({ file, text }));
  const { rules, diagnostics } = loadRules(files);
  if (rules.length !== files.length) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const outcome = evaluate(document, rules, { packs: [{ id: pack, sha256: "0", ruleIds: rules.map(({ id }) => id) }] });
  if (!outcome.ok) throw new Error("the document is refused");
  // As a file holds them: what is told when asked for is told.
  return JSON.parse(JSON.stringify(outcome.results)) as ReeveResults;
}

import { type AccountsSubject, crossCheckAccount, type DecideInput } from "../engine/index.ts";
import { plural, visible, wrap } from "../reporters/index.ts";
import type { ReeveResults } from "../schemas/index.ts";
import { decidedOrThrow } from "./decide-problem.ts";
import type { Io } from "./io.ts";

/**
 * The results with what json-logic-js confirmed of them; as they are where no cross-check was requested. Null after printing the conditions that it
 * evaluates differently. The library is loaded here only.
 */
export async function withCrossCheck(results: ReeveResults, isRequested: boolean, subject: DecideInput["subject"], io: Io): Promise<ReeveResults | null> {
  if (!isRequested || subject.kind !== "accounts") return results;
  const { disagreements, ...crossCheck } = await crossChecked(subject, io);
  if (disagreements.length === 0) return { ...results, crossCheck };
  const head = `reeve: json-logic-js evaluates ${plural(disagreements.length, "condition")} differently: no result is reported.`;
  await io.err.write(`${wrap(head, io.err.width).join("\n")}\n`);
  for (const { rule, condition, resource, occurrence, reeve, jsonLogic } of disagreements) {
    const about = resource.arn ?? resource.name ?? resource.id ?? resource.kind;
    const where = `${visible(rule)}, ${condition}, ${visible(about)}${occurrence === null ? "" : ` (event ${visible(occurrence)})`}`;
    await io.err.write(`  ${where}: Reeve ${reeve}, json-logic-js ${jsonLogic}\n`);
  }
  return null;
}

async function crossChecked(subject: AccountsSubject, io: Io) {
  const { default: referee } = await import("json-logic-js");
  return (await decidedOrThrow(() => crossCheckAccount(subject, referee), io)).crossCheck;
}

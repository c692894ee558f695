import { existsSync } from "node:fs";
import { join } from "node:path";
import { normalizeRecords } from "../../collectors/index.ts";
import { draftRuleText, draftTestText, loadRules, type RuleDraft, type ScaffoldedCases, scaffoldCases } from "../../engine/index.ts";
import { diagnosticText, plural, tally, visible, wrap } from "../../reporters/index.ts";
import { canAsk, newAsker } from "../ask.ts";
import { makeFolder, writeIfFree } from "../files.ts";
import type { Io } from "../io.ts";
import { draftOfFlags, type NewFlags } from "../new-rule/flags.ts";
import { type NewRulePlace, placeOf } from "../new-rule/place.ts";
import { promptDraft } from "../new-rule/prompt-draft.ts";
import { UsageError } from "../usage-error.ts";

export type { NewFlags } from "../new-rule/flags.ts";

/** Writes a rule and tests for it. Exit code 2 when the rule is refused, 1 when no case was found for a status that its tests should show. */
export async function rulesNew(id: string | undefined, flags: NewFlags, io: Io): Promise<number> {
  const place = placeOf(flags.dir);
  const draft = await draftOf(id, flags, place, io);
  const file = join(place.folder, `${draft.id}.yaml`);
  const testFile = join(place.folder, `${draft.id}.test.yaml`);
  for (const path of [file, testFile]) if (existsSync(path)) throw new UsageError(`${path} is there already, and nothing is overwritten: choose another id.`);
  const text = draftRuleText(draft);
  const { rules, diagnostics } = loadRules([{ file, text }]);
  for (const said of diagnosticText(diagnostics, () => text, io.err)) await io.err.write(`${said}\n`);
  const [rule] = rules;
  if (!rule) {
    await io.err.write(`reeve: ${tally(diagnostics)} in the rule: nothing was written.\n`);
    return 2;
  }
  const scaffolded = scaffoldCases(rule, normalizeRecords);
  write(place.folder, file, text);
  if (scaffolded.cases.length > 0) write(place.folder, testFile, draftTestText(scaffolded.cases, place.schemas));
  for (const line of summary(draft, file, testFile, scaffolded))
    await io.out.write(`${(line.startsWith("  ") ? [line] : wrap(line, io.out.width)).join("\n")}\n`);
  return scaffolded.missing.length > 0 ? 1 : 0;
}

async function draftOf(id: string | undefined, flags: NewFlags, place: NewRulePlace, io: Io): Promise<RuleDraft> {
  if (!canAsk(io)) return draftOfFlags(id, flags, place);
  const asker = newAsker(io);
  try {
    return await promptDraft(id, flags, place, asker, io);
  } finally {
    asker.close();
  }
}

function write(folder: string, path: string, text: string): void {
  makeFolder(folder);
  if (!writeIfFree(path, text)) throw new UsageError(`${path} is there already, and nothing is overwritten: choose another id.`);
}

const SHOWS: Readonly<Record<string, string>> = {
  pass: "passes",
  fail: "is a finding",
  finding: "is a finding",
  unknown: "cannot be told",
  "no-match": "does not match",
};

function summary(draft: RuleDraft, file: string, testFile: string, { cases, missing, survivors }: ScaffoldedCases): string[] {
  const wrote =
    cases.length > 0
      ? [`Wrote ${visible(file)}`, `Wrote ${visible(testFile)}: ${plural(cases.length, "case")}, all passed`]
      : [`Wrote ${visible(file)}`, `No case was found: write ${visible(testFile)} by hand.`];
  const lacks = cases.length === 0 ? [] : missing.map((status) => `No case was found that ${SHOWS[status] ?? status}: write one by hand.`);
  const unnoticed = survivors === 0 ? [] : [`${plural(survivors, "small change")} of the rule that no case notices: reeve rules test --mutate shows them.`];
  return [...wrote, ...lacks, ...(cases.length > 0 ? unnoticed : []), "", "Next:", `  reeve rules test ${visible(file)}`, `  reeve rules show ${draft.id}`];
}

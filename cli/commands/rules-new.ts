import { existsSync } from "node:fs";
import { join } from "node:path";
import { normalizeRecords } from "../../collectors/index.ts";
import {
  checkOf,
  draftRuleText,
  draftTestText,
  loadRules,
  type RuleDraft,
  type ScaffoldedCases,
  scaffoldCases,
  withSoundCorrections,
} from "../../engine/index.ts";
import { diagnosticText, plural, tally, visible, wrap } from "../../reporters/index.ts";
import { canAsk, newAsker } from "../ask.ts";
import { makeFolder, writeIfFree } from "../files.ts";
import type { RulesNewFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { draftOfGiven, type GivenRule } from "../new-rule/given.ts";
import { type NewRulePlace, placeOf } from "../new-rule/place.ts";
import { promptDraft } from "../new-rule/prompt-draft.ts";
import { UsageError } from "../usage-error.ts";

/** What `rules new` was called with. */
interface RulesNewInput {
  given: GivenRule;
  /** Folder of the two files; null: as reeve.yaml says. */
  folder: string | null;
}

const rulesNewInput = (id: string | undefined, { dir, ...flags }: RulesNewFlags): RulesNewInput => ({
  given: {
    id: id ?? null,
    resource: flags.resource ?? null,
    require: flags.require ?? null,
    condition: flags.condition ?? null,
    applies: flags.applies ?? null,
    unless: flags.unless ?? null,
    severity: flags.severity ?? null,
    title: flags.title ?? null,
    rationale: flags.rationale ?? null,
    message: flags.message ?? null,
  },
  folder: dir ?? null,
});

/** Writes a rule and tests for it. Exit code 2 when the rule is refused, 1 when no case was found for a status that its tests should show. */
export async function rulesNew(id: string | undefined, flags: RulesNewFlags, io: Io): Promise<number> {
  const { given, folder } = rulesNewInput(id, flags);
  const place = placeOf(folder);
  const draft = await draftOf(given, place, io);
  const file = join(place.folder, `${draft.id}.yaml`);
  const testFile = join(place.folder, `${draft.id}.test.yaml`);
  for (const path of [file, testFile]) if (existsSync(path)) throw new UsageError(`${path} is there already, and nothing is overwritten: choose another id.`);
  const text = draftRuleText(draft);
  const { rules, diagnostics } = loadRules([{ file, text }]);
  for (const said of diagnosticText(
    withSoundCorrections(diagnostics, () => text, checkOf()),
    () => text,
    io.err,
  ))
    await io.err.write(`${said}\n`);
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

async function draftOf(given: GivenRule, place: NewRulePlace, io: Io): Promise<RuleDraft> {
  if (!canAsk(io)) return draftOfGiven(given, place);
  const asker = newAsker(io);
  try {
    return await promptDraft(given, place, asker, io);
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
  unknown: "is unknown",
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

import { existsSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { answeringSignals, authoredFiles, withLock } from "../../collectors/files/index.ts";
import { isAuthoredName } from "../../document/text/index.ts";
import {
  comparingBy,
  detailsOf,
  evaluateOptions,
  keptFacts,
  loadWaivers,
  newWaiversText,
  recordedEvidence,
  type Waiver,
  type WaiverEntry,
  withDecisions,
  withWaiver,
} from "../../engine/index.ts";
import { plural, resourceText, short, visible, wrap } from "../../reporters/index.ts";
import type { Result } from "../../schemas/index.ts";
import { canAsk, newAsker } from "../ask.ts";
import { answersOf, faultsOf, type GivenWaiver } from "../decisions/answers.ts";
import { decisionsOf, type LoadedDecisions } from "../decisions/load-decisions.ts";
import { makeFolder, refuseIrregular, updateFile } from "../files.ts";
import type { WaiversAddFlags } from "../flags.ts";
import { packageRoot, projectOf } from "../folders.ts";
import { nowInput } from "../input.ts";
import type { Io } from "../io.ts";
import { type FindingInput, originText, parseFindingRef, readFinding } from "../last-check-query.ts";
import { schemasFrom } from "../new-rule/place.ts";
import { resultsFileInput } from "../results-check.ts";
import { named, read } from "../rule-files.ts";
import { selectionOf } from "../selection/choose.ts";
import { ALL_RULES } from "../selection/sources.ts";
import { UsageError } from "../usage-error.ts";

/** What `waivers add` was called with. */
interface WaiversAddInput extends FindingInput {
  given: GivenWaiver;
  /** Name of the file in the folder of waivers; null: the rule's. */
  file: string | null;
  /** Names the one result by its fingerprint, and not by its resource. */
  byFingerprint: boolean;
  /** Whether the waiver depends on the values that the finding was waived with. */
  keepsEvidence: boolean;
}

function waiversAddInput(what: string, flags: WaiversAddFlags): WaiversAddInput {
  const { now, config, file, fingerprint, evidence } = flags;
  const { kind = null, reason = null, owner = null, ticket = null, expires = null } = flags;
  return {
    what,
    now: nowInput(now),
    selection: { ...ALL_RULES, config: config ?? null },
    from: resultsFileInput(flags),
    given: { kind, reason, owner, ticket, expires },
    file: file === undefined ? null : fileName(file),
    byFingerprint: fingerprint === true,
    keepsEvidence: evidence,
  };
}

/** Writes a waiver of one result of the last check: names it exactly, with its severity and evidence, so that a worse one outgrows it. */
export async function waiversAdd(what: string, flags: WaiversAddFlags, io: Io): Promise<number> {
  const input = waiversAddInput(what, flags);
  const found = await parseFindingRef(input, io);
  if (found.kind === "rule" || found.by === "rule")
    throw new UsageError(`${visible(what)} is no finding: name one by its number or fingerprint. A waiver of several is written by hand, with max.`);
  const [member] = found.members;
  const project = projectOf(input.selection.config);
  await io.out.write(`${wrap(originText(found.check), io.out.width).join("\n")}\n`);
  if (found.check.project !== project)
    throw new UsageError(
      `${visible(what)} is of a check of ${visible(found.check.project)}, and a waiver is written beside its reeve.yaml: run the command there.`,
    );
  const read = await readFinding(found.check, input, io);
  if (!read || !member) return 2;
  const { document, chosen, kept, redactor } = read;
  if (kept.base === join(packageRoot(), "samples"))
    throw new UsageError("the demo's account is invented, and nothing is written beside it: run reeve check on an account of yours.");
  const detailOf = detailsOf(document, chosen.rules, evaluateOptions(selectionOf(chosen), chosen.rules));
  const { results } = found.check;
  const comparing = comparingBy([document], selectionOf(chosen));
  const decided = withDecisions(results, decisionsOf(kept), [document], detailOf, comparing).results[results.results.indexOf(member.result)] ?? member.result;
  const now = { ...decided, ...detailOf(decided), facts: comparing.factsOf(decided) ?? [] };
  if (now.waiver) throw new UsageError(`${what} is waived already, by ${visible(now.waiver.file)}:${now.waiver.line}, until ${now.waiver.expires}.`);
  const asker = canAsk(io) ? newAsker(io) : null;
  if (asker)
    await io.err.write(
      `${wrap(`${short(redactor.text(now.message), 300)} (${now.severity}, ${redactor.text(resourceText(now))})`, io.err.width).join("\n")}\n`,
    );
  const answers = await answersOf(input.given, now.severity, kept.context, asker).finally(() => asker?.close());
  // A waiver goes into the repository: it records nothing that may not be printed.
  const printed = redactor.within(now);
  const isPrinted = (part: "evidence" | "facts" | "resource"): boolean => JSON.stringify(printed[part]) === JSON.stringify(now[part]);
  const entry = entryOf(now, comparing.ruleHashOf(now.rule), answers, {
    ...input,
    keepsEvidence: input.keepsEvidence && isPrinted("evidence") && isPrinted("facts"),
    byFingerprint: input.byFingerprint || !isPrinted("resource"),
  });
  const file = join(kept.waiverFolder, input.file ?? fileName(now.rule));
  const { text, line } = await write(file, entry, commentOf(printed, entry), kept);
  const added = loadWaivers([{ file, text }], kept.context).waivers.at(-1);
  const after = added ? withDecisions(results, { ...decisionsOf(kept), waivers: [added] }, [document], detailOf, comparing).waivers?.[0] : undefined;
  await io.out.write(
    `${wrap(`${visible(named(file))}:${line} waives ${plural(after?.matches ?? 0, "result")} until ${entry.expires}: ${short(printed.message, 300)}`, io.out.width).join("\n")}\n`,
  );
  return 0;
}

type Answers = Awaited<ReturnType<typeof answersOf>>;

/** A unique id outlives no re-creation: who makes the resource again is not waived. An event is named by its own fingerprint. */
function entryOf(result: Result, ruleSha256: string | null, answers: Answers, { byFingerprint, keepsEvidence }: WaiversAddInput): WaiverEntry {
  const { rule, resource, account, occurrence, severity, status } = result;
  const exact = byFingerprint || occurrence !== undefined ? undefined : (resource.id ?? resource.arn ?? undefined);
  const name = exact ?? result.fingerprint;
  if (name === undefined || /[*?]/.test(name)) throw new UsageError("the result has no name that stays: it cannot be waived by itself.");
  const recorded = keepsEvidence && status === "fail" ? recordedOf(result, ruleSha256) : {};
  return {
    rule,
    resource: name,
    ...(account === null ? {} : { account }),
    ...answers,
    severity,
    ...recorded,
    ...(status === "unknown" ? { unknown: true } : {}),
  };
}

/** What makes it a finding: its facts; of an event, which stays as it is, its evidence. */
function recordedOf(result: Result, ruleSha256: string | null): Pick<WaiverEntry, "facts" | "ruleSha256" | "evidence"> {
  const { occurrence, facts = [] } = result;
  if (occurrence === undefined && facts.length > 0) return { facts: keptFacts(facts), ...(ruleSha256 === null ? {} : { ruleSha256 }) };
  const evidence = recordedEvidence(result);
  return evidence ? { evidence } : {};
}

const commentOf = ({ resource }: Result, { resource: name }: WaiverEntry): string | null => {
  const resourceLabel = resource.arn ?? resource.name;
  return resourceLabel === null || resourceLabel === name ? null : visible(resourceLabel);
};

function fileName(given: string): string {
  const name = isAuthoredName(given) ? given : `${given}.yaml`;
  if (name !== basename(name) || !/^[\w][\w.-]*$/.test(name)) throw new UsageError(`--file ${visible(given)}: give a plain file name, such as team-a.yaml.`);
  return name;
}

interface Written {
  text: string;
  line: number;
}

/** Writes the file anew with the waiver at its end; refused, and left as it was, if what would be there cannot be read. */
async function write(file: string, entry: WaiverEntry, comment: string | null, kept: LoadedDecisions): Promise<Written> {
  // Once before a folder is made for it.
  withEntry(file, entry, comment, kept);
  makeFolder(kept.waiverFolder);
  // Of the whole folder: another command may add the same waiver to another file.
  return await answeringSignals(() =>
    withLock(join(kept.waiverFolder, "folder"), () =>
      updateFile(file, () => {
        for (const other of authoredFiles(kept.waiverFolder).files) if (other !== file) refuseTwice(other, read(other).text, entry, kept);
        const value = withEntry(file, entry, comment, kept);
        return { value, pieces: [value.text] };
      }),
    ),
  );
}

/** The file as it is now, with the waiver at its end. */
function withEntry(file: string, entry: WaiverEntry, comment: string | null, kept: LoadedDecisions): Written {
  refuseIrregular(file);
  const isNew = !existsSync(file);
  const schemas = schemasFrom(kept.waiverFolder);
  const before = isNew ? "" : read(file).text;
  refuseTwice(file, before, entry, kept);
  const text = isNew ? newWaiversText(entry, comment, schemas === null ? null : `${schemas}/editor/waivers.schema.json`) : withWaiver(before, entry, comment);
  const faults = text === null ? null : faultsOf(file, text, kept.context);
  if (text === null || faults === null || faults.length > 0)
    throw new UsageError(
      `a waiver cannot be added to ${visible(relative(kept.base, file))} as it is written${faults?.[0] ? ` (${faults[0].message})` : ""}: name another with --file.`,
    );
  return { text, line: loadWaivers([{ file, text }], kept.context).waivers.at(-1)?.line ?? 1 };
}

/** Refuses a waiver that another process has added since the decisions were read. */
function refuseTwice(file: string, text: string, { rule, resource, account }: WaiverEntry, kept: LoadedDecisions): void {
  const known = kept.sourceOf(named(file)) ?? "";
  if (known === text) return;
  const waiversIn = (source: string): Waiver[] => loadWaivers([{ file, text: source }], kept.context).waivers;
  const isSame = (each: Waiver): boolean => each.rule === rule && each.subject.pattern === resource && each.account === (account ?? null);
  const added = waiversIn(text).filter(isSame);
  const last = added.at(-1);
  if (last && added.length > waiversIn(known).filter(isSame).length)
    throw new UsageError(`it was waived meanwhile, by ${visible(named(file))}:${last.line}, until ${last.expires}.`);
}

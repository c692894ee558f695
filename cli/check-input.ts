import { accountOf, type DecideInput, type ShownResults } from "../engine/index.ts";
import type { ReeveDocument } from "../schemas/index.ts";
import { decisionsOf, type LoadedDecisions, loadDecisionsOrReport } from "./decisions/load-decisions.ts";
import type { CheckFlags } from "./flags.ts";
import { cacheFolder, findConfig } from "./folders.ts";
import { type Format, formatsOf, shownBy } from "./formats.ts";
import { ANY_AGE, maxAgeOf } from "./gate/input.ts";
import { awsInput, nowEndInput, nowInput, selectionInput, sinceInput, trustInput } from "./input.ts";
import type { Io } from "./io.ts";
import { type DocumentSource, type LoadedDocument, loadDocument } from "./load-document.ts";
import { refuse } from "./refuse.ts";
import { choose, type SelectedRules, selectionOf } from "./selection/choose.ts";
import { refuseNotConfigured } from "./selection/named.ts";
import type { RuleSelection } from "./selection/sources.ts";
import { watchingRules } from "./selection/watching.ts";
import { UsageError } from "./usage-error.ts";

/** What `check` was called with: flags parsed and checked once, and not read again. */
export interface CheckInput {
  /** ISO instant. */
  now: string;
  /** ISO instant: the last moment that `now` may mean. */
  nowEnd: string;
  formats: Format[];
  view: { by: "severity" | "control"; all: boolean };
  selection: RuleSelection;
  /** The document, and how it is read. */
  source: DocumentSource;
  /** These override reeve.yaml; null where not given. */
  failOn: DecideInput["failOn"] | null;
  failOnUnwatched: boolean;
  maxAge: { maxAgeMs: number; text: string } | null;
  allowUnknown: boolean | null;
  crossCheck: boolean;
  /** Evidence of every result, and not of findings and unknowns only. */
  evidence: "full" | null;
}

/** Parses and checks the flags. */
export function checkInput(flags: CheckFlags): CheckInput {
  return {
    formats: formatsOf(flags.format, inputsOf(flags)),
    now: nowInput(flags.now),
    nowEnd: nowEndInput(flags.now),
    view: { by: flags.by, all: flags.all === true },
    selection: selectionInput(flags),
    source: sourceInput(flags),
    failOn: flags.failOn ?? null,
    failOnUnwatched: flags.failOnUnwatched ?? false,
    maxAge: maxAgeInput(flags),
    allowUnknown: flags.allowUnknown ?? null,
    crossCheck: flags.crossCheck === true,
    evidence: flags.evidence === "full" ? "full" : null,
  };
}

function maxAgeInput({ maxAge, snapshot }: CheckFlags): CheckInput["maxAge"] {
  if (maxAge === undefined) return null;
  if (snapshot === undefined) throw new UsageError("--max-age does nothing without --snapshot: an account that is collected now is as new as can be.");
  return maxAgeOf(maxAge, "--max-age");
}

/** Files that a check reads, as far as flags name them, and reeve.yaml. */
const inputsOf = ({ snapshot, events = [], rules = [], config }: CheckFlags): string[] => named([snapshot, ...events, ...rules, config ?? findConfig()]);

const named = (paths: readonly (string | null | undefined)[]): string[] => paths.filter((path) => path !== undefined && path !== null);

const OF_AWS = { profile: "--profile", assumeRole: "--assume-role", expectAccount: "--expect-account", regions: "--regions", since: "--since" } as const;

/** Where the document comes from. A flag that would do nothing is a mistake that the user should know of. */
function sourceInput(flags: CheckFlags): DocumentSource {
  const { snapshot, events } = flags;
  const trust = trustInput(flags, snapshot !== undefined);
  if (snapshot === undefined && events === undefined) return { kind: "account", aws: awsInput(flags), since: sinceInput(flags.since) };
  for (const [key, name] of Object.entries(OF_AWS)) {
    if (flags[key as keyof typeof OF_AWS] !== undefined) throw new UsageError(`${name} does nothing with --events or --snapshot: AWS is not called.`);
  }
  return { kind: "files", snapshot: snapshot ?? null, events: events ?? null, trust };
}

/** All that was read. */
export interface CheckReading {
  decideInput: DecideInput;
  chosen: SelectedRules;
  document: ReeveDocument;
  /** The file that holds the document as it is; null where none does. */
  file: string | null;
}

/** Reads rules, decisions, and the document: from files, or by calling AWS. An exit code after saying why that is not possible. */
export async function readCheck(input: CheckInput, io: Io): Promise<CheckReading | 2 | 3> {
  const { selection, source, now } = input;
  const chosen = choose(selection);
  if (await refuse(chosen, io)) return 2;
  refuseNotConfigured(chosen, selection.rule);
  const kept = await loadDecisionsOrReport(selection, chosen, now, io);
  if (!kept) return 2;
  const outputs = [cacheFolder(), ...input.formats.flatMap(({ file }) => file ?? [])];
  const loaded = await loadDocument(source, chosen.rules, outputs, io);
  if (!loaded) return 3;
  const { document, ledger } = loaded;
  const { config } = chosen;
  const configured = config.maxAge === undefined ? null : maxAgeOf(config.maxAge, "reeve.yaml: maxAge");
  const age = source.kind === "files" && source.snapshot !== null ? (input.maxAge ?? configured ?? ANY_AGE) : null;
  const base = decideInputOf(document, chosen, kept, shownBy(input.formats), ledger);
  const decideInput: DecideInput = {
    ...base,
    subject: { ...base.subject, ...watchingRules(selection, chosen, [document]) },
    failOnUnwatched: input.failOnUnwatched,
    maxAge: age && { now, nowEnd: input.nowEnd, ...age },
    recordClock: source.kind === "files" ? { now, nowEnd: input.nowEnd } : null,
    failOn: input.failOn ?? config.failOn ?? "low",
    allowUnknown: input.allowUnknown ?? config.allowUnknown ?? false,
  };
  return { decideInput, chosen, document, file: source.kind === "files" && source.events === null ? source.snapshot : null };
}

/** One document by the chosen rules, with what is decided about its results. */
export function decideInputOf(
  document: ReeveDocument,
  chosen: SelectedRules,
  kept: LoadedDecisions,
  shown: ShownResults,
  ledger: LoadedDocument["ledger"] = null,
): DecideInput {
  const account = accountOf(document);
  return {
    now: kept.context.now,
    subject: {
      kind: "accounts",
      accounts: [{ name: account ?? "-", account, document }],
      plans: [],
      problems: [],
      selection: selectionOf(chosen),
      base: null,
      locations: {},
      shown,
      ...(ledger ? { ledger } : {}),
    },
    decisions: decisionsOf(kept),
    unread: [...chosen.unread, ...kept.unread],
    failOn: "none",
    allowUnknown: true,
    merge: null,
  };
}

import type { DecideInput, ShownResults } from "../engine/index.ts";
import { accountOf } from "../engine/index.ts";
import type { ReeveDocument } from "../schemas/index.ts";
import { decisionsOf, type LoadedDecisions, loadDecisionsOrReport } from "./decisions/load-decisions.ts";
import type { CheckFlags, SelectionFlags } from "./flags.ts";
import { findConfig } from "./folders.ts";
import { type Format, formatsOf, shownBy } from "./formats.ts";
import type { Io } from "./io.ts";
import { type DocumentNeeds, loadDocument } from "./load-document.ts";
import { nowOf } from "./now.ts";
import { refuse } from "./refuse.ts";
import { choose, type SelectedRules, selectionOf } from "./selection/choose.ts";

/** What `check` was called with: flags parsed and checked once, and not read again. */
export interface CheckInput {
  /** ISO instant. */
  now: string;
  formats: Format[];
  view: { by: "severity" | "control"; all: boolean };
  selection: SelectionFlags;
  /** The document, and how it is read. */
  source: DocumentNeeds;
  /** These override reeve.yaml; null where not given. */
  failOn: NonNullable<CheckFlags["failOn"]> | null;
  allowUnknown: boolean | null;
}

/** Parses and checks the flags. */
export function checkInput(flags: CheckFlags): CheckInput {
  const { rules, pack, rule, exclude, control, severity, param, config } = flags;
  return {
    formats: formatsOf(flags.format, inputsOf(flags)),
    now: nowOf(flags.now),
    view: { by: flags.by, all: flags.all === true },
    selection: { pack, rule, exclude, control, severity, param, ...(rules ? { rules } : {}), ...(config === undefined ? {} : { config }) },
    source: sourceOf(flags),
    failOn: flags.failOn ?? null,
    allowUnknown: flags.allowUnknown ?? null,
  };
}

/** Files that a check reads, as far as flags name them, and reeve.yaml. */
const inputsOf = ({ snapshot, events = [], rules = [], config }: CheckFlags): string[] => named([snapshot, ...events, ...rules, config ?? findConfig()]);

const named = (paths: readonly (string | null | undefined)[]): string[] => paths.filter((path) => path !== undefined && path !== null);

/** Where the document comes from, without the flags that are for something else. */
const sourceOf = ({ snapshot, events, profile, assumeRole, expectAccount, regions, since }: CheckFlags): DocumentNeeds => ({
  ...(snapshot === undefined ? {} : { snapshot }),
  ...(events === undefined ? {} : { events }),
  ...(profile === undefined ? {} : { profile }),
  ...(assumeRole === undefined ? {} : { assumeRole }),
  ...(expectAccount === undefined ? {} : { expectAccount }),
  ...(regions === undefined ? {} : { regions }),
  ...(since === undefined ? {} : { since }),
});

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
  const kept = await loadDecisionsOrReport(selection, chosen, now, io);
  if (!kept) return 2;
  const document = await loadDocument(source, chosen.rules, io);
  if (!document) return 3;
  const { config } = chosen;
  const decideInput: DecideInput = {
    ...decideInputOf(document, chosen, kept, shownBy(input.formats)),
    failOn: input.failOn ?? config.failOn ?? "low",
    allowUnknown: input.allowUnknown ?? config.allowUnknown ?? false,
  };
  return { decideInput, chosen, document, file: source.events === undefined ? (source.snapshot ?? null) : null };
}

/** One document by the chosen rules, with what is decided about its results. */
export function decideInputOf(document: ReeveDocument, chosen: SelectedRules, kept: LoadedDecisions, shown: ShownResults): DecideInput {
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
    },
    decisions: decisionsOf(kept),
    failOn: "none",
    allowUnknown: true,
    merge: null,
  };
}

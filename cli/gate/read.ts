import { resolve } from "node:path";
import { STDIN } from "../../collectors/files/index.ts";
import { type PlanProblem, readPlan, type SourceExpressions, withAwsManaged } from "../../collectors/index.ts";
import type { AccountResults, DecideInput, GivenPlan, MergeTerms, PlanLocations } from "../../engine/index.ts";
import { visible } from "../../reporters/index.ts";
import type { Unread } from "../../schemas/index.ts";
import { readOwners } from "../code-owners.ts";
import { decisionsAt, decisionsOf, type LoadedDecisions, loadDecisionsOrReport } from "../decisions/load-decisions.ts";
import { statIfThere } from "../files.ts";
import { shownBy } from "../formats.ts";
import type { Io } from "../io.ts";
import { planSource, sourceExpressions } from "../plan-source.ts";
import { inputText, managedPolicyTable } from "../read-input.ts";
import { refuse } from "../refuse.ts";
import { readResults } from "../results-check.ts";
import { choose, chooseAt, type SelectedRules, selectionOf } from "../selection/choose.ts";
import { refuseNotConfigured } from "../selection/named.ts";
import { watchingRules } from "../selection/watching.ts";
import { UsageError } from "../usage-error.ts";
import { type BaseSettings, baseSettings, reportOther } from "./base-settings.ts";
import { ANY_AGE, type GateInput, maxAgeOf, type PlanArgument } from "./input.ts";
import { readAccounts } from "./snapshots.ts";

/** All that was read, and what the reporters need besides. */
export interface GateReading {
  decideInput: DecideInput;
  chosen: SelectedRules;
  /** The file of the only account, as it is; null where there is none. */
  file: string | null;
}

/** Reads all that the input names: rules, decisions, snapshots, records, plans, results, owners. An exit code after saying why that is not possible. */
export async function readGate(input: GateInput, io: Io): Promise<GateReading | 2 | 3> {
  const { selection, now } = input;
  const parts = await readResults(input.results);
  const packsOfResults = parts.flatMap(({ results }) => results.packs.map(({ id }) => id));
  const chosen = choose(selection, undefined, packsOfResults);
  const baseline = input.baseline === null ? null : baselineFile(input.baseline);
  if (await refuse(chosen, io)) return 2;
  refuseNotConfigured(chosen, selection.rule);
  const kept = await loadDecisionsOrReport({ ...selection, baseline }, chosen, now, io);
  if (!kept) return 2;
  const base = input.rulesBase === null ? null : chooseAt(input.rulesBase, selection, chosen);
  if (base && (await refuse(base, io))) return 2;
  // What an edit sets for itself does not decide on it.
  const settings: BaseSettings = base ? { kind: "own" } : baseSettings({ ownersBase: input.ownersBase, selection, now }, chosen);
  const ofBase = settings.kind === "base" ? settings : null;
  const config = ofBase?.config ?? (base ?? chosen).config;
  if (ofBase) await reportOther(ofBase, chosen, kept, io);
  const configured = config.maxAge === undefined ? null : maxAgeOf(config.maxAge, "reeve.yaml: maxAge");
  const before = base && input.rulesBase !== null ? decisionsAt(input.rulesBase, selection, base, now) : null;
  const earlier = before ?? ofBase?.kept;
  const decisions = decisionsOf(kept);
  const read =
    parts.length > 0
      ? readSubjectResults(parts)
      : await readSubjectAccounts(input, chosen, { base, acceptedGaps: ofBase ? (ofBase.config.acceptedGaps ?? []) : null }, io);
  if (!read) return 3;
  const age = input.maxAge ?? configured ?? ANY_AGE;
  const merge: MergeTerms = {
    bindings: config.bindings ?? [],
    comparePlans: input.plans.length > 0,
    needsEveryAccount: input.snapshots.pattern !== null || (input.plans.length === 0 && input.snapshots.files.length + input.results.length > 0),
    snapshots: input.snapshots.files.length > 0 || input.snapshots.pattern !== null,
    maxAge: { now, nowEnd: input.nowEnd, ...age },
    ...(settings.kind === "unread" ? { settingsUnread: settings.why } : {}),
    ...(ofBase && ofBase.rules === null && parts.length === 0
      ? {
          rulesNotCompared: `the rules of ${ofBase.ref}, into which the change is merged, are invalid or cannot be read, so that whether the change makes them weaker is not known`,
        }
      : {}),
    ...(base && before ? { edit: { before: settingsOf(base, before), now: settingsOf(chosen, kept) } } : {}),
    // Rules, parameters, waivers and attestations are those of the change: what they enforce less than those of its base is reported.
    ...(ofBase?.rules
      ? { edit: { before: settingsOf(ofBase.rules, ofBase.kept), now: settingsOf(chosen, kept), rulesBefore: selectionOf(ofBase.rules) } }
      : {}),
    owners:
      base || ofBase?.rules || needsOwners(config, kept)
        ? readOwners(
            { author: input.author, ownersBase: input.ownersBase ?? input.rulesBase },
            [...kept.waivers, ...kept.attestations].map(({ file }) => file),
            kept.base,
          )
        : null,
  };
  const decideInput: DecideInput = {
    now,
    subject: read.subject,
    decisions: earlier && baseline === null ? { ...decisions, baseline: earlier.baseline } : decisions,
    unread: [...chosen.unread, ...kept.unread, ...read.unread],
    failOn: input.failOn ?? config.failOn ?? "low",
    allowUnknown: input.allowUnknown ?? config.allowUnknown ?? false,
    failOnUnwatched: input.failOnUnwatched,
    recordClock: { now, nowEnd: input.nowEnd },
    merge,
  };
  return { decideInput, chosen, file: read.file };
}

/** What is enforced besides the rules, as one side of an edit has it. */
const settingsOf = ({ config }: SelectedRules, { waivers, attestations, baseline }: Pick<LoadedDecisions, "waivers" | "attestations" | "baseline">) => {
  const { failOn, allowUnknown, maxAge, bindings, waivers: terms, acceptedGaps = [] } = config;
  const set = {
    ...(failOn ? { failOn } : {}),
    ...(allowUnknown === undefined ? {} : { allowUnknown }),
    ...(maxAge ? { maxAge } : {}),
    ...(bindings ? { bindings } : {}),
    ...(terms ? { waivers: terms } : {}),
  };
  return { config: set, acceptedGaps, waivers, attestations, baseline };
};

interface SubjectRead {
  subject: DecideInput["subject"];
  file: string | null;
  unread: Unread[];
}

const readSubjectResults = (parts: readonly AccountResults[]): SubjectRead => ({ subject: { kind: "results", parts }, file: null, unread: [] });

/** Null after saying why a bucket could not be read. */
async function readSubjectAccounts(
  input: GateInput,
  chosen: SelectedRules,
  { base, acceptedGaps }: { base: SelectedRules | null; acceptedGaps: NonNullable<SelectedRules["config"]["acceptedGaps"]> | null },
  io: Io,
): Promise<SubjectRead | null> {
  const { plans: named, problems } = readPlans(input.plans, input.plans.length > 0 ? sourceExpressions(input.planSource.paths) : null);
  const read = await readAccounts(input, io);
  if (!read) return null;
  const { accounts, ledger, unread } = read;
  const documents = accounts.map(({ document }) => document);
  const plans = withAwsManaged(named, documents, managedPolicyTable);
  return {
    subject: {
      kind: "accounts",
      accounts: accounts.map(({ account, document, file }) => ({ name: account ?? file ?? "-", account, document })),
      plans,
      problems,
      selection: { ...selectionOf(chosen), ...(base ? { acceptedGaps: selectionOf(base).acceptedGaps } : acceptedGaps ? { acceptedGaps } : {}) },
      ...watchingRules(input.selection, chosen, documents),
      base: base && selectionOf(base),
      locations: readLocations(plans, input.planSource),
      shown: shownBy(input.formats),
      ...(ledger ? { ledger } : {}),
    },
    file: accounts[0]?.file ?? null,
    unread,
  };
}

/** Where the resources of plans are written. */
function readLocations(plans: readonly GivenPlan[], { paths, named }: GateInput["planSource"]): PlanLocations {
  const lineOf = planSource(paths, { named });
  const addresses = new Set(plans.flatMap(({ plan }) => plan.resources.map(({ address }) => address)));
  return Object.fromEntries(
    [...addresses].flatMap((address) => {
      const line = lineOf(address);
      return line ? [[address, line]] : [];
    }),
  );
}

/** Owners count where a soft binding meets a waiver; git is not called otherwise. */
const needsOwners = ({ bindings }: SelectedRules["config"], { waivers }: LoadedDecisions): boolean =>
  waivers.length > 0 && (bindings ?? []).some(({ enforcement }) => enforcement === "soft");

/** `--baseline` takes the place of reeve.yaml's; it must be there. */
function baselineFile(named: string): string {
  if (named === STDIN) return STDIN;
  const file = resolve(named);
  if (!statIfThere(file)) throw new UsageError(`--baseline ${named}: there is no such file. reeve baseline write makes one.`);
  return file;
}

const NEXT = {
  "--plan": "Print the plan as JSON: terraform show -json PLAN > plan.json.",
  "--change-set": "Print the change set: aws cloudformation describe-change-set > change-set.json.",
} as const;

/** A plan in the program's own format is a ZIP archive. */
const ARCHIVE = {
  "--plan": `It may be a plan in Terraform's own format, which only Terraform reads. ${NEXT["--plan"]}`,
  "--change-set": NEXT["--change-set"],
} as const;

/** What the plan files hold. What is no plan at all is bad input; a plan that cannot be judged is a problem, and counts as incomplete evidence. */
function readPlans(files: readonly PlanArgument[], source: SourceExpressions | null): { plans: GivenPlan[]; problems: PlanProblem[] } {
  const plans: GivenPlan[] = [];
  const problems: PlanProblem[] = [];
  for (const { flag, file, account } of files) {
    const text = inputText(file, { name: `${flag} ${file}`, isJson: true, next: NEXT[flag], archive: ARCHIVE[flag] });
    const result = readPlan(text, file, source);
    if (result.ok) plans.push(...result.parts.map((plan) => ({ flag, file, account, plan })));
    else if (result.problem.code === "not-a-plan") {
      // The sentence begins with the file's name.
      const { message } = result.problem;
      const owner = account === null ? "" : `${account}=`;
      throw new UsageError(message.startsWith(file) ? `${flag} ${owner}${visible(message)}` : `${flag} ${owner}${visible(file)}: ${visible(message)}`);
    } else problems.push(result.problem);
  }
  return { plans, problems };
}

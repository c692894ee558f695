import { documentOfEvents, type Plan, type PlanProblem, readEventFiles, withEvents } from "../../collectors/index.ts";
import { type Kind, kindsOf, namedBy, predict } from "../../engine/index.ts";
import { number, plural } from "../../reporters/index.ts";
import { isUnknown, type ReeveDocument, type ReeveResults, type Result } from "../../schemas/index.ts";
import type { GateFlags } from "../flags.ts";
import { version } from "../folders.ts";
import type { Io } from "../io.ts";
import { progressOn } from "../progress.ts";
import { UsageError } from "../usage-error.ts";
import type { GivenPlan } from "./plans.ts";
import { planAccounts, plansOf } from "./plans.ts";
import { type Snapshot, snapshotsOf } from "./snapshots.ts";

type Planned = NonNullable<ReeveResults["gate"]>["planned"];

/** What is judged of one account. */
export interface Case {
  /** Account id, or what stands for it. */
  name: string;
  /** As it is; what the planned changes are held against. */
  before: ReeveDocument;
  /** As it will be; the same object where nothing is planned. */
  after: ReeveDocument;
  /** The file that holds `before` as it is; null where none does. */
  file: string | null;
  plans: readonly Plan[];
  /** Plans without a snapshot. */
  alone: boolean;
  names: (result: Result) => boolean;
  /** Kinds of resources that the plans name. */
  kinds: () => ReadonlySet<Kind>;
  /** The address that changes each ARN and id that the plans name. */
  addresses: ReadonlyMap<string, string>;
  planned: Planned;
}

export interface Cases {
  cases: Case[];
  problems: PlanProblem[];
}

/** Reads snapshots, records and plans; null after saying why a bucket could not be read. */
export async function casesOf(flags: GateFlags, now: string, io: Io): Promise<Cases | null> {
  const given = plansOf(flags);
  const snapshots = await snapshotsOf(flags, io);
  if (snapshots === null) return null;
  const { byAccount, problems } = planAccounts(
    given.plans,
    snapshots.map(({ account }) => account),
  );
  const all = [...given.problems, ...problems];
  const judged = flags.events === undefined ? snapshots : await withRecords(flags.events, snapshots, io);
  const cases: Case[] = [];
  for (const snapshot of judged) cases.push(caseOf(snapshot, byAccount.get(snapshot.account) ?? [], all));
  if (judged.length === 0) for (const [account, plans] of byAccount) cases.push(alone(account, plans, now, all));
  // Nothing could be read, which is a problem already: judged all the same, so that it is told as any other gate.
  if (cases.length === 0) cases.push(alone(null, [], now, all));
  return { cases, problems: all };
}

function caseOf({ account, document, file }: Snapshot, plans: readonly GivenPlan[], problems: PlanProblem[]): Case {
  const name = account ?? file ?? "-";
  if (plans.length === 0)
    return {
      name,
      before: document,
      after: document,
      file,
      plans: [],
      alone: false,
      names: () => false,
      kinds: () => new Set(),
      addresses: new Map(),
      planned: [],
    };
  return { ...predicted(name, document, document, plans, problems, undefined), file };
}

/** Plans without a snapshot: before them nothing is known but where they belong. */
function alone(account: string | null, plans: readonly GivenPlan[], now: string, problems: PlanProblem[]): Case {
  const nothing = plans.map(({ plan }) => ({ ...plan, operations: [], resources: [], problems: [] }));
  return predicted(account ?? "-", null, predict(null, nothing, { now }).document, plans, problems, now);
}

function predicted(
  name: string,
  snapshot: ReeveDocument | null,
  before: ReeveDocument,
  plans: readonly GivenPlan[],
  problems: PlanProblem[],
  now: string | undefined,
): Case {
  const prediction = predict(
    snapshot,
    plans.map(({ plan }) => plan),
    { now },
  );
  problems.push(...prediction.problems);
  const { document: after, touched, addresses } = prediction;
  const kinds = kindsOf(touched, [before, after]);
  const planned = prediction.planned.map(({ address, action, arn }) => ({ address, action, arn }));
  return {
    name,
    before,
    after,
    file: null,
    plans: plans.map(({ plan }) => plan),
    alone: snapshot === null,
    names: namedBy(touched, kinds),
    kinds,
    addresses,
    planned,
  };
}

/** The snapshots with CloudTrail records, each with those of its own account; without a snapshot the records alone. */
async function withRecords(paths: readonly string[], snapshots: readonly Snapshot[], io: Io): Promise<Snapshot[]> {
  const progress = progressOn(io);
  const read = await readEventFiles(paths, {
    stdin: process.stdin,
    onProgress: ({ filesRead, files, events, file }) =>
      progress.say(`Reading ${number(filesRead)} of ${plural(files, "file")}, ${plural(events, "record")}: ${file}`),
  }).finally(progress.done);
  if (read.sources.length === 0) throw new UsageError(`--events ${paths.join(" ")}: no CloudTrail file is there: nothing would be judged.`);
  const [only] = snapshots;
  if (!only) return [{ account: null, document: documentOfEvents(read, `reeve ${version()}`), file: null }];
  if (snapshots.length === 1) return [{ ...only, document: withEvents(only.document, read), file: null }];
  // A record is judged once: with the account that received it, those of accounts without a snapshot with the first.
  const accounts = new Set(snapshots.map(({ account }) => account));
  return snapshots.map((snapshot, at) => {
    const events = read.events.filter((event) => isUnknown(event) || event.accountId === snapshot.account || (at === 0 && !accounts.has(event.accountId)));
    return { ...snapshot, document: withEvents(snapshot.document, { ...read, events }), file: null };
  });
}

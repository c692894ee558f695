import { createHash } from "node:crypto";
import { frameworksOf, hasRun, type ReeveResults, type Result } from "../../../schemas/index.ts";
import { worse } from "../../evaluate/index.ts";

/** Results of one account, or of one file of results. */
export interface AccountResults {
  /** What its gap ids are prefixed by: the account's id. */
  name: string;
  results: ReeveResults;
}

const STATUSES = ["fail", "unknown", "pass", "not-applicable"] as const;

/** The snapshots of all parts; no member where none holds a hash of itself. */
function snapshotsOf(all: readonly ReeveResults[]): Pick<ReeveResults["document"], "snapshots"> {
  const snapshots = [...new Set(all.flatMap(({ document }) => document.snapshots ?? []))].sort();
  return snapshots.length > 0 ? { snapshots } : {};
}

/**
 * Several results as one, so that nobody after this sees several. Gap ids are prefixed by their part's name; rules, packs, counts and controls are added
 * up; the clock is the oldest one. Results of several parts carry their evidence. One part stays as it is. Parts are not changed.
 */
export function mergeResults(parts: readonly AccountResults[]): ReeveResults {
  const [first] = parts;
  if (!first) throw new RangeError("there are no results to merge");
  if (parts.length === 1) return first.results;
  const named = uniqueNames(parts);
  const all = named.map(({ results }) => results);
  return {
    schema: first.results.schema,
    document: {
      sha256: hashOf(named),
      collectedAt: all.map(({ document }) => document.collectedAt).sort()[0] ?? first.results.document.collectedAt,
      accounts: [...new Set(all.flatMap(({ document }) => document.accounts))].sort(),
      ...snapshotsOf(all),
    },
    ...toolOf(all),
    packs: uniqueBy(
      all.flatMap(({ packs }) => packs),
      ({ id, sha256 }) => JSON.stringify([id, sha256]),
    ),
    rules: rulesOf(all),
    results: named.flatMap(({ name, results }) => results.results.map((result) => renamed(result, name))),
    counts: countsOf(all),
    gaps: Object.fromEntries(named.flatMap(({ name, results }) => Object.entries(results.gaps).map(([id, gap]) => [`${name}:${id}`, gap]))),
    accepted: named.flatMap(({ name, results }) => results.accepted.map((entry) => ({ ...entry, gap: `${name}:${entry.gap}` }))),
    ...unwatchedOf(all),
    summary: summaryOf(named),
    ...ledgerOf(all),
  };
}

/** What judged all of them; nothing where they were not judged by the same. */
function toolOf(all: readonly ReeveResults[]): Pick<ReeveResults, "tool"> {
  const tools = uniqueBy(
    all.map(({ tool }) => tool),
    (tool) => JSON.stringify(tool ?? null),
  );
  return tools.length === 1 && tools[0] ? { tool: tools[0] } : {};
}

/** The ledgers of all as one; nothing where no part has one. */
function ledgerOf(all: readonly ReeveResults[]): Pick<ReeveResults, "ledger"> {
  const ledgers = all.flatMap(({ ledger }) => ledger ?? []);
  if (ledgers.length === 0) return {};
  const total = <Key extends string>(counts: readonly Record<Key, number>[], keys: readonly Key[]): Record<Key, number> =>
    Object.fromEntries(keys.map((key) => [key, counts.reduce((sum, each) => sum + each[key], 0)])) as Record<Key, number>;
  return {
    ledger: {
      files: total(
        ledgers.map(({ files }) => files),
        ["found", "read", "gaps", "notRecords"],
      ),
      records: total(
        ledgers.map(({ records }) => records),
        ["found", "read", "repeated", "insights", "broken"],
      ),
      rows: ledgers.flatMap(({ rows }) => rows),
    },
  };
}

/** Calls that no rule watches, each once, with the earliest of its records. */
function unwatchedOf(all: readonly ReeveResults[]): Pick<ReeveResults, "unwatched"> {
  const lists = all.flatMap(({ unwatched }) => (unwatched ? [unwatched] : []));
  if (lists.length === 0) return {};
  const calls = new Map<string, NonNullable<ReeveResults["unwatched"]>[number]>();
  for (const call of lists.flat()) {
    const key = `${call.source} ${call.name}`;
    const known = calls.get(key);
    const first = known && known.first.at <= call.first.at ? known.first : call.first;
    calls.set(key, { ...call, count: call.count + (known?.count ?? 0), first });
  }
  return { unwatched: [...calls.values()].sort((left, right) => byText(left.source, right.source) || byText(left.name, right.name)) };
}

/** Of the hashes of all; null where one was not worked out. */
function hashOf(parts: readonly AccountResults[]): string | null {
  const hashes = parts.map(({ name, results }) => [name, results.document.sha256]);
  return hashes.some(([, sha256]) => sha256 === null) ? null : createHash("sha256").update(JSON.stringify(hashes)).digest("hex");
}

/** The same account twice, as from two files of results, must not share gap ids. */
function uniqueNames(parts: readonly AccountResults[]): AccountResults[] {
  const seen = new Map<string, number>();
  return parts.map(({ name, results }) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { name: times === 1 ? name : `${name}#${times}`, results };
  });
}

/** A copy whose gap ids bear the part's name, in evidence too. */
function renamed(result: Result, name: string): Result {
  const { status, evidence, gaps } = result;
  if (status === "pass" || status === "not-applicable") return result;
  return {
    ...result,
    evidence: evidence.map((each) => ({ ...each, value: marked(each.value, name) as typeof each.value })),
    gaps: gaps.map((gap) => `${name}:${gap}`),
  };
}

/** Unknown marks of a value with the prefixed gap id. */
function marked(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((each) => marked(each, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === "$unknown" && typeof each === "string" ? `${name}:${each}` : marked(each, name)]),
  );
}

/** A rule that ran for one account has run. */
function rulesOf(all: readonly ReeveResults[]): ReeveResults["rules"] {
  const rules = new Map<string, ReeveResults["rules"][number]>();
  for (const rule of all.flatMap((results) => results.rules)) {
    const known = rules.get(rule.id);
    if (!known || (!hasRun(known) && hasRun(rule))) rules.set(rule.id, rule);
  }
  return [...rules.values()].sort((left, right) => byText(left.id, right.id));
}

function countsOf(all: readonly ReeveResults[]): ReeveResults["counts"] {
  const counts = new Map<string, ReeveResults["counts"][number]>();
  for (const count of all.flatMap((results) => results.counts)) {
    const sum = counts.get(count.rule);
    if (!sum) counts.set(count.rule, { ...count });
    else for (const key of [...STATUSES, "judged", "noMatch", "excused"] as const) sum[key] += count[key];
  }
  return [...counts.values()].sort((left, right) => byText(left.rule, right.rule));
}

function summaryOf(parts: readonly AccountResults[]): ReeveResults["summary"] {
  const all = parts.map(({ results }) => results.summary);
  const controls = controlsOf(all);
  const sum = (value: (summary: ReeveResults["summary"]) => number): number => all.reduce((total, summary) => total + value(summary), 0);
  return {
    status: {
      pass: sum(({ status }) => status.pass),
      fail: sum(({ status }) => status.fail),
      unknown: sum(({ status }) => status.unknown),
      "not-applicable": sum(({ status }) => status["not-applicable"]),
    },
    severity: {
      critical: sum(({ severity }) => severity.critical),
      high: sum(({ severity }) => severity.high),
      medium: sum(({ severity }) => severity.medium),
      low: sum(({ severity }) => severity.low),
      info: sum(({ severity }) => severity.info),
    },
    controls,
    ...(controls.length > 0 ? { frameworks: frameworksOf(controls) } : {}),
    coverage: {
      decided: sum(({ coverage }) => coverage.decided),
      total: sum(({ coverage }) => coverage.total),
      gapsUnaccepted: parts.flatMap(({ name, results }) => results.summary.coverage.gapsUnaccepted.map((gap) => `${name}:${gap}`)),
    },
  };
}

/** A control's worst status in any account. */
function controlsOf(all: readonly ReeveResults["summary"][]): ReeveResults["summary"]["controls"] {
  const controls = new Map<string, ReeveResults["summary"]["controls"][number]>();
  for (const control of all.flatMap((summary) => summary.controls)) {
    const key = JSON.stringify([control.framework, control.id]);
    const known = controls.get(key);
    if (!known) controls.set(key, { ...control, rules: [...control.rules] });
    else {
      known.status = worse(known.status, control.status);
      known.rules = [...new Set([...known.rules, ...control.rules])].sort();
      const notEvaluated = uniqueBy([...(known.notEvaluated ?? []), ...(control.notEvaluated ?? [])], ({ rule }) => rule);
      if (notEvaluated.length > 0) known.notEvaluated = notEvaluated;
      for (const list of ["tailored", "informs"] as const) {
        const both = [...(known[list] ?? []), ...(control[list] ?? [])];
        if (both.length > 0) known[list] = [...new Set(both)].sort();
      }
    }
  }
  return [...controls.values()];
}

function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Map<string, T>();
  for (const item of items) if (!seen.has(keyOf(item))) seen.set(keyOf(item), item);
  return [...seen.values()];
}

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

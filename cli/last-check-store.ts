import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { copyPrivately, readJson, readReason, STDIN, writePrivately } from "../collectors/files/index.ts";
import type { Plan } from "../collectors/index.ts";
import { fingerprint, firstId, predict } from "../engine/index.ts";
import type { ReeveDocument, ReeveResults } from "../schemas/index.ts";
import { cacheFolder } from "./folders.ts";
import type { RuleSelection } from "./selection/sources.ts";
import { UsageError } from "./usage-error.ts";

/** The last check, so that `explain 3` and `remediate 3` need no file. */
export interface LastCheck {
  /** How its rules were chosen, and from which folder. */
  selection: RuleSelection;
  folder: string;
  results: KeptResults;
  /** Read only when asked for: it may be large. */
  document: () => ReeveDocument;
}

/** What explain, remediate and waivers ask of results: findings and unknowns, what numbers are given to, and what the unknowns rest on. */
export type KeptResults = Pick<ReeveResults, "rules" | "results" | "counts" | "gaps" | "accepted" | "summary"> & {
  document: Pick<ReeveResults["document"], "collectedAt" | "accounts">;
};

/** What was judged; `file` where one holds it as it is, which is copied faster than written anew. */
export interface EvaluatedInput {
  document: ReeveDocument;
  file: string | null;
  /** What was planned on the document of `file`: the document judged is worked out again when it is asked for, for it is long in writing. */
  plans?: readonly Plan[];
}

const DOCUMENT = "document";
const PLANS = "plans.json";
const RESULTS = "results.json";
const POINTER = "last.json";
const FORMAT = 3;
const RUN = /^run-[0-9a-f]{12}$/;

interface Pointer {
  format: number;
  run: string;
  selection: RuleSelection;
  folder: string;
}

/**
 * Keeps a check in the user's cache folder, readable by the user alone; earlier ones are dropped. The pointer is replaced last, so that two
 * checks at once leave one whole run. Returns why it could not be kept, or null: a full disk does not spoil a check.
 */
export function saveLastCheck(check: Omit<LastCheck, "document">, { document, file, plans = [] }: EvaluatedInput): string | null {
  const folder = cacheFolder();
  const run = `run-${randomBytes(6).toString("hex")}`;
  try {
    mkdirSync(join(folder, run), { recursive: true, mode: 0o700 });
    writePrivately(join(folder, run, RESULTS), bytesOf(open(check.results)));
    const kept = join(folder, run, DOCUMENT);
    if (plans.length > 0) writePrivately(join(folder, run, PLANS), JSON.stringify(plans));
    if (file === null || !isCopyable(file)) writePrivately(kept, gzipSync(JSON.stringify(document), { level: 1, chunkSize: 1 << 20 }));
    else copyPrivately(file, kept);
    const pointer: Pointer = { format: FORMAT, run, selection: check.selection, folder: check.folder };
    const before = pointerIn(folder);
    writePrivately(join(folder, POINTER), JSON.stringify(pointer));
    dropRuns(folder, run, before?.run);
    return null;
  } catch (error) {
    dropUnfinished(join(folder, run));
    return readReason(error).why;
  }
}

/** A folder that cannot be read or written cannot be cleared either: what is left there is dropped by a later check. */
function dropUnfinished(run: string): void {
  try {
    rmSync(run, { recursive: true, force: true });
  } catch {}
}

/** Drops the run before, and what a killed check left a day ago; never one that another check is writing. */
function dropRuns(folder: string, now: string, before: string | undefined): void {
  for (const name of readdirSync(folder)) {
    if (!RUN.test(name) || name === now) continue;
    const path = join(folder, name);
    if (name === before || Date.now() - statSync(path).mtimeMs > 86_400_000) rmSync(path, { recursive: true, force: true });
  }
}

function pointerIn(folder: string): Pointer | null {
  try {
    const pointer = JSON.parse(readFileSync(join(folder, POINTER), "utf8")) as Pointer;
    return pointer.format === FORMAT && RUN.test(pointer.run) ? pointer : null;
  } catch {
    return null;
  }
}

/** Findings and unknowns, in pieces. A large account has a hundred times as many passes. */
function* open({ document, rules, results, ...rest }: KeptResults): Iterable<string> {
  const { collectedAt, accounts } = document;
  const { counts, gaps, accepted, summary } = rest;
  yield `${JSON.stringify({ document: { collectedAt, accounts }, rules, counts, gaps, accepted, summary }).slice(0, -1)},"results":[`;
  const found = results.filter(({ status }) => status === "fail" || status === "unknown").map(kept);
  for (let at = 0; at < found.length; at += PIECE) yield `${at > 0 ? "," : ""}${JSON.stringify(found.slice(at, at + PIECE)).slice(1, -1)}\n`;
  yield "]}\n";
}

/**
 * Controls are the rule's, and of a finding on state message, evidence and fingerprint follow from document and rule: none is written. Of a large account
 * that is most of what there is to write.
 */
function kept(result: ReeveResults["results"][number]): Partial<typeof result> {
  const { controls: _, facts: __, message, evidence, fingerprint: print, ...short } = result;
  const follows = result.status === "fail" && result.occurrence === undefined;
  return follows ? short : { ...short, message, evidence, ...(print === undefined ? {} : { fingerprint: print }) };
}

/** Results that are written at once. */
const PIECE = 512;

/** The whole may be longer than a string can be. */
const bytesOf = (pieces: Iterable<string>): Uint8Array => Buffer.concat(Array.from(pieces, (piece) => Buffer.from(piece)));

/** What was read of a pipe, or of standard input, cannot be read again. */
const isCopyable = (file: string): boolean => file !== STDIN && statSync(file).isFile();

function unpacked(path: string): unknown {
  const read = readJson(path);
  if (!read.ok) throw new Error(read.problem.message);
  return read.json;
}

function documentIn(run: string): ReeveDocument {
  const document = unpacked(join(run, DOCUMENT)) as ReeveDocument;
  const plans = join(run, PLANS);
  return existsSync(plans) ? predict(document, unpacked(plans) as Plan[]).document : document;
}

/** The last check; a usage error when there was none. */
export function lastCheck(): LastCheck {
  const folder = cacheFolder();
  try {
    const pointer = pointerIn(folder);
    if (!pointer) throw new Error("no check");
    const run = join(folder, pointer.run);
    const results = unpacked(join(run, RESULTS)) as KeptResults;
    const first = new Map(results.rules.map((rule) => [rule.id, firstId(rule)]));
    for (const result of results.results) {
      result.fingerprint ??= fingerprint(first.get(result.rule) ?? result.rule, result.account, result.resource.id ?? result.resource.arn, null);
      result.message ??= result.rule;
      result.evidence ??= [];
    }
    return { selection: pointer.selection, folder: pointer.folder, results, document: () => documentIn(run) };
  } catch {
    throw new UsageError("no check is kept yet: run reeve check (or reeve demo) first, then ask for a finding by its number.");
  }
}

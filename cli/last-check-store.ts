import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { copyPrivately, foreignReason, makeFolders, readJson, readReason, STDIN, writePrivately } from "../collectors/files/index.ts";
import type { Plan } from "../collectors/index.ts";
import { fingerprint, firstId, predict, type Unprinted, withHolders } from "../engine/index.ts";
import type { ReeveDocument, ReeveResults } from "../schemas/index.ts";
import { cacheFolder } from "./folders.ts";
import type { RuleSelection } from "./selection/sources.ts";
import { hashOf } from "./validation-cache.ts";

/** The last check of a project, so that `explain 3` and `remediate 3` need no file. */
export interface LastCheck extends CheckOrigin {
  results: KeptResults;
  /** Read on request: it may be large. */
  document: () => ReeveDocument;
  /** What of it is not printed. */
  unprinted: () => Unprinted;
}

/** Where a check was run and on what. */
export interface CheckOrigin {
  /** How its rules were chosen. */
  selection: RuleSelection;
  /** The project's folder: `projectOf` of the check. */
  project: string;
  /** What was evaluated, in words: `snapshot acme.json.gz`. */
  source: string;
  /** ISO instant at which it was run. */
  checkedAt: string;
}

/** What explain, remediate and waivers need from results: findings and unknowns, what numbers are given to, and what the unknowns rest on. */
export type KeptResults = Pick<ReeveResults, "rules" | "results" | "counts" | "gaps" | "accepted" | "summary"> & {
  document: ReeveResults["document"];
};

/** What was judged; `file` where one holds it as it is, which is copied faster than written anew. */
export interface EvaluatedInput {
  document: ReeveDocument;
  file: string | null;
  /** What was planned on the document of `file`: the document judged is computed again when it is needed, because writing it takes long. */
  plans?: readonly Plan[];
  /** What of it is not printed; left out: nothing. */
  unprinted?: Unprinted;
}

const DOCUMENT = "document";
const PLANS = "plans.json";
const UNPRINTED = "unprinted.json";
const RESULTS = "results.json";
const POINTER = "last.json";
const FORMAT = 4;
const RUN = /^run-[0-9a-f]{12}$/;
const PROJECT = /^[0-9a-f]{16}$/;

/** A check that was replaced stays this long: another process may be reading it, or may have just written it. */
const GRACE_MS = 600_000;
/** A project without a check for this long loses its last one. */
const UNUSED_MS = 30 * 86_400_000;

interface Pointer extends CheckOrigin {
  format: number;
  run: string;
}

const checksFolder = (): string => join(cacheFolder(), "checks");
const folderOf = (project: string): string => join(checksFolder(), hashOf([project]).slice(0, 16));

/**
 * Keeps a check in the user's cache folder, one folder for each project, readable by the user only. Each file is replaced whole and the pointer last, so
 * that of checks that run at once each leaves a whole run and the last one counts. Returns why it could not be kept, or null: a full disk does not
 * spoil a check.
 */
export function saveLastCheck(
  { results, ...origin }: Omit<LastCheck, "document" | "unprinted">,
  { document, file, plans = [], unprinted }: EvaluatedInput,
): string | null {
  const folder = folderOf(origin.project);
  const run = `run-${randomBytes(6).toString("hex")}`;
  try {
    makeFolders(join(folder, run), 0o700);
    const foreign = foreignIn(folder);
    if (foreign !== null) throw new Error(foreign);
    writePrivately(join(folder, run, RESULTS), bytesOf(open(results)));
    const kept = join(folder, run, DOCUMENT);
    if (plans.length > 0) writePrivately(join(folder, run, PLANS), JSON.stringify(plans));
    if (unprinted) writePrivately(join(folder, run, UNPRINTED), JSON.stringify(unprinted));
    if (file === null || !isCopyable(file)) writePrivately(kept, gzipSync(JSON.stringify(document), { level: 1, chunkSize: 1 << 20 }));
    else copyPrivately(file, kept);
    const pointer: Pointer = { format: FORMAT, run, ...origin };
    // Of a process that was stopped for long another one may have dropped the run.
    statSync(join(folder, run, RESULTS));
    writePrivately(join(folder, POINTER), JSON.stringify(pointer));
    dropRuns(statSync(join(folder, POINTER)).mtimeMs);
    return null;
  } catch (error) {
    remove(join(folder, run));
    return readReason(error).why;
  }
}

/** Why a project's folder, or one that it lies in, may hold what another user wrote: remediations are made of what is kept. Null: it is this user's. */
const foreignIn = (folder: string): string | null => foreignReason(cacheFolder()) ?? foreignReason(checksFolder()) ?? foreignReason(folder);

/** A folder that cannot be read or written cannot be cleared either: what is left there is dropped by a later check. */
function remove(run: string): void {
  try {
    rmSync(run, { recursive: true, force: true });
  } catch {}
}

/**
 * Drops runs that no pointer names, and those of unused projects: none that another process has just written, whichever Reeve it is. `now` is the time of the
 * file system, which may be another machine's.
 */
function dropRuns(now: number): void {
  for (const folder of projectFolders()) {
    const current = anyPointerIn(folder)?.run;
    for (const name of readdirSync(folder)) {
      const writtenAt = RUN.test(name) ? writtenAtOf(join(folder, name)) : null;
      if (writtenAt !== null && now - writtenAt > (name === current ? UNUSED_MS : GRACE_MS)) remove(join(folder, name));
    }
  }
}

/** Milliseconds since the epoch; null where another process has dropped it. */
const writtenAtOf = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;

function projectFolders(): string[] {
  const folder = checksFolder();
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => PROJECT.test(name))
    .map((name) => join(folder, name));
}

function pointerIn(folder: string): Pointer | null {
  const pointer = anyPointerIn(folder);
  return pointer?.format === FORMAT && RUN.test(pointer.run) ? pointer : null;
}

/** What a pointer says, also one of another version of Reeve. */
function anyPointerIn(folder: string): Pointer | null {
  try {
    return foreignIn(folder) === null ? (JSON.parse(readFileSync(join(folder, POINTER), "utf8")) as Pointer) : null;
  } catch {
    return null;
  }
}

/** Findings and unknowns, in pieces. A large account has a hundred times as many passes. */
function* open({ document, rules, results, ...rest }: KeptResults): Iterable<string> {
  const { counts, gaps, accepted, summary } = rest;
  yield `${JSON.stringify({ document, rules, counts, gaps, accepted, summary }).slice(0, -1)},"results":[`;
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
  const plans = plansIn(run);
  if (plans.length === 0) return document;
  const { document: planned, holders } = predict(document, plans, { isCautious: true });
  return withHolders(planned, holders);
}

function plansIn(run: string): Plan[] {
  const plans = join(run, PLANS);
  return existsSync(plans) ? (unpacked(plans) as Plan[]) : [];
}

function unprintedIn(run: string): Unprinted {
  const kept = join(run, UNPRINTED);
  return existsSync(kept) ? (unpacked(kept) as Unprinted) : { marked: [], isAccountMadeUp: false };
}

/** The last check of a project; null when there was none. */
export const lastCheckOf = (project: string): LastCheck | null => checkIn(folderOf(project));

/** The last checks of all other projects, the newest first. */
export function otherChecks(project: string): LastCheck[] {
  const own = folderOf(project);
  const times = new Map(projectFolders().map((folder) => [folder, writtenAtOf(join(folder, POINTER))]));
  const folders = [...times].filter(([folder, at]) => folder !== own && at !== null).sort(([, a], [, b]) => (b ?? 0) - (a ?? 0));
  return folders.flatMap(([folder]) => checkIn(folder) ?? []);
}

function checkIn(folder: string): LastCheck | null {
  const pointer = pointerIn(folder);
  if (!pointer) return null;
  const { run: name, format: _, ...origin } = pointer;
  const run = join(folder, name);
  try {
    const results = unpacked(join(run, RESULTS)) as KeptResults;
    return { ...origin, results: withDetails(results), document: () => documentIn(run), unprinted: () => unprintedIn(run) };
  } catch {
    return null;
  }
}

/** What was not written, because it follows from rule and document. */
function withDetails(results: KeptResults): KeptResults {
  const first = new Map(results.rules.map((rule) => [rule.id, firstId(rule)]));
  for (const result of results.results) {
    result.fingerprint ??= fingerprint(first.get(result.rule) ?? result.rule, result.account, result.resource.id ?? result.resource.arn, null);
    result.message ??= result.rule;
    result.evidence ??= [];
  }
  return results;
}

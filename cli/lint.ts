import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { type CheckedRule, type Diagnostic, lintRules, loadEventCatalogue, resultsByRule } from "../engine/index.ts";
import type { ReeveDocument } from "../schemas/index.ts";
import { reasonOf } from "./files.ts";
import type { RuleFolder } from "./rule-files.ts";
import { UsageError } from "./usage-error.ts";

/** Lints rules with what lies beside them: texts, packs, test files. The list of AWS's events is loaded where there is a rule on events. */
export async function lint(rules: readonly CheckedRule[], folders: readonly RuleFolder[], document?: ReeveDocument): Promise<Diagnostic[]> {
  const files = folders.flatMap((folder) => folder.files);
  return lintRules(rules, {
    sources: new Map(files.map(({ file, text }) => [file, text])),
    tested: new Set(files.filter(({ file }) => hasCase(testFileOf(file))).map(({ file }) => file)),
    packed: new Set(folders.filter(({ packFile }) => packFile).flatMap((folder) => folder.files.map(({ file }) => file))),
    ...(rules.some(({ resource }) => resource === "event") ? { events: await loadEventCatalogue() } : {}),
    ...(document ? { document: { content: document, resultsByRule } } : {}),
  });
}

export const testFileOf = (file: string): string => file.replace(/(\.ya?ml)$/, ".test$1");

/** `cases:` with something in its list. What a test file holds is `rules test`'s to judge: to parse them all would take longer than the rules. */
const CASE = /^cases:\s*(?:#.*)?(?:\n\s*(?:#.*)?)*(?:-\s|\[\s*[^\]\s])/m;

/** The first case stands near the top, and a folder may hold thousands of files. */
const HEAD = Buffer.alloc(4096);

function headOf(path: string): string {
  const file = openSync(path, "r");
  try {
    return HEAD.toString("latin1", 0, readSync(file, HEAD, 0, HEAD.length, 0));
  } finally {
    closeSync(file);
  }
}

function hasCase(file: string): boolean {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
  try {
    return CASE.test(headOf(file)) || CASE.test(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${reasonOf(error)}`);
  }
}

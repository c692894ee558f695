/** Reads where what a plan changes is written: the file and line of a resource of a Terraform configuration or of a CloudFormation template. */
import { lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import {
  type ConfigurationFile,
  readText,
  type SourceExpressions,
  type SourceLine,
  templateLines,
  terraformExpressions,
  terraformSource,
} from "../collectors/index.ts";
import { reasonOf } from "./files.ts";
import { named } from "./rule-files.ts";
import { UsageError } from "./usage-error.ts";

/** Finds the line of an address or logical id; the file as the user would name it. */
export type SourceOf = (address: string) => SourceLine | null;

const MAX_FILES = 1_000;
const MAX_BYTES = 2_000_000;

/**
 * Finds where a planned resource is written. A path is a folder of Terraform files, or a CloudFormation template; the first that knows the address (or
 * logical id) counts. Nothing is read before it is needed, and each file once.
 * @throws UsageError for a path that was named and is not there.
 */
export function planSource(paths: readonly string[], options: { named: boolean } = { named: true }): SourceOf {
  const finders = paths.flatMap((path) => {
    const isFolder = isFolderAt(path, options.named);
    return isFolder === null ? [] : [isFolder ? folderSource(path) : templateSource(path)];
  });
  return (address) => {
    for (const find of finders) {
      const found = find(address);
      if (found) return { file: named(found.file), line: found.line };
    }
    return null;
  };
}

function isFolderAt(path: string, wasNamed: boolean): boolean | null {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (!wasNamed) return null;
    throw new UsageError(`--plan-source ${path}: ${reasonOf(error)}. Name the folder of the .tf files, or the CloudFormation template.`);
  }
}

/** Modules are read where they lie beneath the folder or the working folder. */
function folderSource(folder: string): SourceOf {
  const root = realpathSync(folder);
  const allowed = [root, realpathSync(process.cwd())];
  return terraformSource(root, { filesOf: readModule, folderOf: (file, source) => within(join(dirname(file), source), allowed) });
}

/** The expressions of the first folder of Terraform files among the paths; null where there is none. Read before it is known which plan is of which folder. */
export function sourceExpressions(paths: readonly string[]): SourceExpressions | null {
  const folder = paths.find((path) => isFolderAt(path, false) === true && configurationFiles(path).length > 0);
  if (folder === undefined) return null;
  const root = realpathSync(folder);
  const allowed = [root, realpathSync(process.cwd())];
  return terraformExpressions(root, { filesOf: readModule, folderOf: (file, source) => within(join(dirname(file), source), allowed) });
}

function templateSource(file: string): SourceOf {
  let lines: Map<string, number> | null = null;
  return (logicalId) => {
    lines ??= templateLines(readSource(realpathSync(file)) ?? "");
    const line = lines.get(logicalId);
    return line === undefined ? null : { file, line };
  };
}

/** The configuration files that lie right in a folder. Links are not followed; what cannot be read is left out. */
const readModule = (folder: string): ConfigurationFile[] =>
  configurationFiles(folder).flatMap((name) => {
    const file = join(folder, name);
    const text = readSource(file);
    return text === null ? [] : [{ file, text }];
  });

/** Overrides come last: what they change is written first elsewhere. Source: Terraform documentation, "Override Files". */
function configurationFiles(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => /\.tf(\.json)?$/.test(name) && !name.startsWith("."));
    const isOverride = (name: string): boolean => /(^|_)override\.tf(\.json)?$/.test(name);
    return [...names.filter((name) => !isOverride(name)).sort(), ...names.filter(isOverride).sort()].slice(0, MAX_FILES);
  } catch {
    return [];
  }
}

/** The text of a file that is one, and no longer than what a person writes. */
function readSource(file: string): string | null {
  try {
    if (!lstatSync(file).isFile()) return null;
    const read = readText(file, { mostBytes: MAX_BYTES });
    return read.ok ? read.text : null;
  } catch {
    return null;
  }
}

/** The folder's own name on disk where it lies beneath one of those allowed; null where links lead elsewhere. */
function within(folder: string, allowed: readonly string[]): string | null {
  try {
    const real = realpathSync(folder);
    return allowed.some((root) => real === root || real.startsWith(root.endsWith(sep) ? root : root + sep)) ? real : null;
  } catch {
    return null;
  }
}

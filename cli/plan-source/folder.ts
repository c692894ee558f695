import { lstatSync, readdirSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { readText } from "../../collectors/index.ts";
import { type Block, blockOf } from "./block.ts";
import { hclBlocks } from "./hcl.ts";
import { jsonKeys } from "./json-keys.ts";

const MOST_FILES = 1_000;
const LONGEST_BYTES = 2_000_000;

/** The blocks of one module: the configuration files that lie right in a folder. Links are not followed; what cannot be read counts as empty. */
export function moduleBlocks(folder: string): (Block & { file: string })[] {
  const blocks: (Block & { file: string })[] = [];
  for (const name of configurationFiles(folder)) {
    const file = join(folder, name);
    const text = readSource(file);
    if (text !== null) blocks.push(...(name.endsWith(".json") ? jsonBlocks(text) : hclBlocks(text)).map((block) => ({ ...block, file })));
  }
  return blocks;
}

/** Overrides come last: what they change is written first elsewhere. Source: Terraform documentation, "Override Files". */
function configurationFiles(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => /\.tf(\.json)?$/.test(name) && !name.startsWith("."));
    const isOverride = (name: string): boolean => /(^|_)override\.tf(\.json)?$/.test(name);
    return [...names.filter((name) => !isOverride(name)).sort(), ...names.filter(isOverride).sort()].slice(0, MOST_FILES);
  } catch {
    return [];
  }
}

/** The text of a file that is one, and no longer than what somebody writes. */
export function readSource(file: string): string | null {
  try {
    const found = lstatSync(file);
    if (!found.isFile()) return null;
    const read = readText(file, { mostBytes: LONGEST_BYTES });
    return read.ok ? read.text : null;
  } catch {
    return null;
  }
}

/** JSON syntax: {"resource": {"aws_iam_user": {"alice": {}}}}, lists allowed on the way. Source: Terraform documentation, "JSON Configuration Syntax". */
function jsonBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  for (const { path, line, value } of jsonKeys(text, 3)) {
    const [kind, ...labels] = path;
    const block = blockOf(kind, labels, line);
    if (block) blocks.push(block);
    const module = kind === "module" && labels[1] === "source" ? blocks.find((each) => each.kind === "module" && each.labels[0] === labels[0]) : undefined;
    if (module) module.source ??= value;
  }
  return blocks;
}

/** The folder's own name on disk where it lies beneath one of those allowed; null where links lead elsewhere. */
export function within(folder: string, allowed: readonly string[]): string | null {
  try {
    const real = realpathSync(folder);
    return allowed.some((root) => real === root || real.startsWith(root.endsWith(sep) ? root : root + sep)) ? real : null;
  } catch {
    return null;
  }
}

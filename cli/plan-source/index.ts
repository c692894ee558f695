/** Where what a plan changes is written: the file and line of a resource of a Terraform configuration or of a CloudFormation template. */
import { realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { reasonOf } from "../files.ts";
import { named } from "../rule-files.ts";
import { UsageError } from "../usage-error.ts";
import { parseAddress } from "./address.ts";
import type { Block } from "./block.ts";
import { moduleBlocks, readSource, within } from "./folder.ts";
import { templateLines } from "./template.ts";

export interface SourceLine {
  /** As the user would name it: relative to the working folder where it lies beneath it. */
  file: string;
  /** From 1. */
  line: number;
}

export type SourceOf = (address: string) => SourceLine | null;

/**
 * Finds where a planned resource is written. A path is a folder of Terraform files, or a CloudFormation template; the first that knows the address (or
 * logical id) counts. Nothing is read before it is asked for, and each file once. A resource of a module that lies in no folder of ours, as one of a
 * registry does, is told at the line that calls the module.
 * @throws UsageError for a path that was named and is not there.
 */
export function planSource(paths: readonly string[], options: { named: boolean } = { named: true }): SourceOf {
  const finders = paths.flatMap((path) => {
    const isFolder = kindOf(path, options.named);
    return isFolder === null ? [] : [isFolder ? terraformSource(path) : templateSource(path)];
  });
  return (address) => {
    for (const find of finders) {
      const found = find(address);
      if (found) return found;
    }
    return null;
  };
}

function kindOf(path: string, wasNamed: boolean): boolean | null {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (!wasNamed) return null;
    throw new UsageError(`--plan-source ${path}: ${reasonOf(error)}. Name the folder of the .tf files, or the CloudFormation template.`);
  }
}

type Located = Block & { file: string };

function terraformSource(folder: string): SourceOf {
  const modules = new Map<string, Located[]>();
  const root = realpathSync(folder);
  const allowed = [root, realpathSync(process.cwd())];
  const blocksOf = (path: string): Located[] => {
    const known = modules.get(path) ?? moduleBlocks(path);
    modules.set(path, known);
    return known;
  };
  return (text) => {
    const address = parseAddress(text);
    if (!address) return null;
    let here: string | null = root;
    let call: Located | undefined;
    for (const name of address.modules) {
      const next: Located | undefined = here === null ? undefined : find(blocksOf(here), "module", [name]);
      if (!next) return call ? lineOf(call) : null;
      call = next;
      here = next.source !== null && /^\.\.?(\/|$)/.test(next.source) ? within(join(dirname(next.file), next.source), allowed) : null;
      if (here === null) return lineOf(call);
    }
    const block = here === null ? undefined : find(blocksOf(here), address.mode, [address.type, address.name]);
    return block ? lineOf(block) : call ? lineOf(call) : null;
  };
}

const find = (blocks: readonly Located[], kind: Block["kind"], labels: readonly string[]): Located | undefined =>
  blocks.find((block) => block.kind === kind && block.labels.length === labels.length && block.labels.every((label, index) => label === labels[index]));

const lineOf = ({ file, line }: Located): SourceLine => ({ file: named(file), line });

function templateSource(file: string): SourceOf {
  let lines: Map<string, number> | null = null;
  return (logicalId) => {
    lines ??= templateLines(readSource(realpathSync(file)) ?? "");
    const line = lines.get(logicalId);
    return line === undefined ? null : { file: named(file), line };
  };
}

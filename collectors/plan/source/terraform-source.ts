import { parseAddress } from "./address.ts";
import { blockOf, type ConfigurationBlock } from "./block.ts";
import { hclBlocks } from "./hcl.ts";
import { jsonKeys } from "./json-keys.ts";

/** A configuration file: HCL, or JSON where its name ends in .json. */
export interface ConfigurationFile {
  file: string;
  text: string;
}

/** The folders of a configuration. The caller reads them: files are text here. */
export interface ModuleFolders {
  /** The files that lie right in a folder, overrides last. */
  filesOf: (folder: string) => ConfigurationFile[];
  /** The folder that a module is read from, by the file that calls it and what it calls; null where it may not be read. */
  folderOf: (file: string, source: string) => string | null;
}

/** A line of a file, from 1. */
export interface SourceLine {
  file: string;
  line: number;
}

type LocatedBlock = ConfigurationBlock & { file: string };

/**
 * Finds the block in which a resource of a Terraform plan is written, by its address. A resource of a module that lies in no folder of ours, as one of a
 * registry does, is found at the line that calls the module. Each folder is read once, and not before it is needed.
 */
export function terraformSource(root: string, { filesOf, folderOf }: ModuleFolders): (address: string) => SourceLine | null {
  const modules = new Map<string, LocatedBlock[]>();
  const blocksOf = (folder: string): LocatedBlock[] => {
    const known = modules.get(folder) ?? filesOf(folder).flatMap(blocksIn);
    modules.set(folder, known);
    return known;
  };
  return (text) => {
    const address = parseAddress(text);
    if (!address) return null;
    let here: string | null = root;
    let call: LocatedBlock | undefined;
    for (const name of address.modules) {
      const next: LocatedBlock | undefined = here === null ? undefined : find(blocksOf(here), "module", [name]);
      if (!next) return call ? lineOf(call) : null;
      call = next;
      here = next.source !== null && /^\.\.?(\/|$)/.test(next.source) ? folderOf(next.file, next.source) : null;
      if (here === null) return lineOf(call);
    }
    const block = here === null ? undefined : find(blocksOf(here), address.mode, [address.type, address.name]);
    return block ? lineOf(block) : call ? lineOf(call) : null;
  };
}

const blocksIn = ({ file, text }: ConfigurationFile): LocatedBlock[] =>
  (file.endsWith(".json") ? jsonBlocks(text) : hclBlocks(text)).map((block) => ({ ...block, file }));

/** JSON syntax: {"resource": {"aws_iam_user": {"alice": {}}}}, lists allowed on the way. Source: Terraform documentation, "JSON Configuration Syntax". */
function jsonBlocks(text: string): ConfigurationBlock[] {
  const blocks: ConfigurationBlock[] = [];
  for (const { path, line, value } of jsonKeys(text, 3)) {
    const [kind, ...labels] = path;
    const block = blockOf(kind, labels, line);
    if (block) blocks.push(block);
    const module = kind === "module" && labels[1] === "source" ? blocks.find((each) => each.kind === "module" && each.labels[0] === labels[0]) : undefined;
    if (module) module.source ??= value;
  }
  return blocks;
}

const find = (blocks: readonly LocatedBlock[], kind: ConfigurationBlock["kind"], labels: readonly string[]): LocatedBlock | undefined =>
  blocks.find((block) => block.kind === kind && block.labels.length === labels.length && block.labels.every((label, index) => label === labels[index]));

const lineOf = ({ file, line }: LocatedBlock): SourceLine => ({ file, line });

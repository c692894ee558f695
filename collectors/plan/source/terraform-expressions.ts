import { altersReferences } from "./altered.ts";
import type { ConfigurationBlock } from "./block.ts";
import { chooses, hasOpenCondition } from "./choice.ts";
import { hclBlocks } from "./hcl.ts";
import { hclAttributes, hclBodies } from "./hcl-attributes.ts";
import type { ModuleFolders } from "./terraform-source.ts";
import { type WrittenExpression, writtenExpression } from "./written.ts";

/** What is written in a configuration where the plan does not show it. Null for what is not found, or is no plain expression. */
export interface SourceExpressions {
  /** An attribute of a resource, by the names of the modules on the way to it. */
  attribute(modules: readonly string[], type: string, name: string, attribute: string): WrittenExpression | null;
  /** A value of `locals`. */
  local(modules: readonly string[], name: string): WrittenExpression | null;
  /**
   * Whether an attribute of a block (`resource`, `data`, `module`, `output`, …) is written as something that makes other values of what it refers to. False
   * where its text is not found.
   */
  isAltered(modules: readonly string[], kind: string, labels: readonly string[], attribute: string): boolean;
  /** Whether such an attribute is written as something that may leave out some of what it refers to. False where its text is not found. */
  chooses(modules: readonly string[], kind: string, labels: readonly string[], attribute: string): boolean;
  /** The text of such an attribute; null where it is not found, or is written more than once. */
  text(modules: readonly string[], kind: string, labels: readonly string[], attribute: string): string | null;
  /** As `isAltered`, of anything in a block that mentions a resource. */
  altersIn(modules: readonly string[], kind: string, labels: readonly string[], mentioned: string): boolean;
}

/** A trail names its log group with all of its streams behind it, `"${x.arn}:*"`. Source: Terraform provider aws, resource aws_cloudtrail, examples. */
const LOG_GROUP = "cloud_watch_logs_group_arn";
const withoutStreams = (text: string): string => text.replace(/\}:\*"(\s*)$/, '}"$1');

/** Reads expressions of the .tf files of a folder and of the modules that lie in folders of ours. Files in JSON syntax are left out. */
export function terraformExpressions(root: string, { filesOf, folderOf }: ModuleFolders): SourceExpressions {
  const known = new Map<string, ReturnType<ModuleFolders["filesOf"]>>();
  const files = (folder: string): ReturnType<ModuleFolders["filesOf"]> => {
    const read = known.get(folder) ?? filesOf(folder).filter(({ file }) => file.endsWith(".tf"));
    known.set(folder, read);
    return read;
  };
  const folderAt = (modules: readonly string[]): string | null => {
    let folder: string | null = root;
    for (const name of modules) {
      const call: (ConfigurationBlock & { file: string }) | undefined = files(folder)
        .flatMap(({ file, text }) => hclBlocks(text).map((block) => ({ ...block, file })))
        .find((block) => block.kind === "module" && block.labels[0] === name);
      folder = call?.source && /^\.\.?(\/|$)/.test(call.source) ? folderOf(call.file, call.source) : null;
      if (folder === null) return null;
    }
    return folder;
  };
  const textsOf = (modules: readonly string[], kind: string, labels: readonly string[], attribute: string): string[] => {
    const folder = folderAt(modules);
    return folder === null ? [] : files(folder).flatMap(({ text }) => hclAttributes(text, kind, labels).get(attribute) ?? []);
  };
  const written = (modules: readonly string[], kind: string, labels: readonly string[], attribute: string): WrittenExpression | null => {
    const [only, ...others] = textsOf(modules, kind, labels, attribute);
    // An override writes it again.
    return only !== undefined && others.length === 0 ? writtenExpression(only) : null;
  };
  return {
    attribute: (modules, type, name, attribute) => written(modules, "resource", [type, name], attribute),
    local: (modules, name) => written(modules, "locals", [], name),
    isAltered: (modules, kind, labels, attribute) =>
      textsOf(modules, kind, labels, attribute).some(
        (text) => hasOpenCondition(text) || altersReferences(attribute === LOG_GROUP ? withoutStreams(text) : text),
      ),
    chooses: (modules, kind, labels, attribute) => textsOf(modules, kind, labels, attribute).some(chooses),
    text: (modules, kind, labels, attribute) => {
      const [only, ...others] = textsOf(modules, kind, labels, attribute);
      return others.length === 0 ? (only ?? null) : null;
    },
    altersIn: (modules, kind, labels, mentioned) => {
      const folder = folderAt(modules);
      const bodies = folder === null ? [] : files(folder).flatMap(({ text }) => hclBodies(text, kind, labels));
      return bodies.some((body) => altersReferences(body, (part) => part.includes(mentioned)));
    },
  };
}

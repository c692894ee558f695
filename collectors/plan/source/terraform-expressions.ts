import type { ConfigurationBlock } from "./block.ts";
import { hclBlocks } from "./hcl.ts";
import { hclAttributes } from "./hcl-attributes.ts";
import type { ModuleFolders } from "./terraform-source.ts";
import { type WrittenExpression, writtenExpression } from "./written.ts";

/** What is written in a configuration where the plan does not show it. Null for what is not found, or is no plain expression. */
export interface SourceExpressions {
  /** An attribute of a resource, by the names of the modules on the way to it. */
  attribute(modules: readonly string[], type: string, name: string, attribute: string): WrittenExpression | null;
  /** A value of `locals`. */
  local(modules: readonly string[], name: string): WrittenExpression | null;
}

/** Reads expressions of the .tf files of a folder and of the modules that lie in folders of ours. Files in JSON syntax are left out. */
export function terraformExpressions(root: string, { filesOf, folderOf }: ModuleFolders): SourceExpressions {
  const known = new Map<string, ReturnType<ModuleFolders["filesOf"]>>();
  const files = (folder: string): ReturnType<ModuleFolders["filesOf"]> => {
    const read = known.get(folder) ?? filesOf(folder).filter(({ file }) => file.endsWith(".tf"));
    known.set(folder, read);
    return read;
  };
  const written = (modules: readonly string[], kind: string, labels: readonly string[], attribute: string): WrittenExpression | null => {
    let folder: string | null = root;
    for (const name of modules) {
      const call: (ConfigurationBlock & { file: string }) | undefined = files(folder)
        .flatMap(({ file, text }) => hclBlocks(text).map((block) => ({ ...block, file })))
        .find((block) => block.kind === "module" && block.labels[0] === name);
      folder = call?.source && /^\.\.?(\/|$)/.test(call.source) ? folderOf(call.file, call.source) : null;
      if (folder === null) return null;
    }
    const found = files(folder).flatMap(({ text }) => hclAttributes(text, kind, labels).get(attribute) ?? []);
    const [only] = found;
    // An override writes it again.
    return only !== undefined && found.length === 1 ? writtenExpression(only) : null;
  };
  return {
    attribute: (modules, type, name, attribute) => written(modules, "resource", [type, name], attribute),
    local: (modules, name) => written(modules, "locals", [], name),
  };
}

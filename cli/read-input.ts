import { join } from "node:path";
import { type InputOptions, readJson, readOwnTable, readText, type TextOptions } from "../collectors/files/index.ts";
import type { ManagedPolicyTable } from "../document/index.ts";
import { visible } from "../reporters/index.ts";
import { packageRoot } from "./folders.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./usage-error.ts";

/** The text of an input. @throws UsageError that says what is wrong and what to do. */
export function inputText(path: string, options: TextOptions = {}): string {
  const read = readText(path, options);
  if (!read.ok) throw new UsageError(visible(read.problem.message));
  return read.text;
}

/** The JSON of an input. @throws UsageError that says what is wrong and what to do. */
export function inputJson(path: string, options: InputOptions): unknown {
  const read = readJson(path, options);
  if (!read.ok) throw new UsageError(visible(read.problem.message));
  return read.json;
}

/** Prints warnings, one a line. */
export async function warn(warnings: readonly string[], { err }: Pick<Io, "err">): Promise<void> {
  for (const warning of warnings) await err.write(`reeve: ${visible(warning)}\n`);
}

/** A table that the package brings, by the folder of document/ that holds it. */
export const ownTable = (folder: "actions" | "managed-policies"): unknown => readOwnTable(join(packageRoot(), "document", folder, "table.json.br"));

/** The policies that AWS maintains, of which the package brings a table. */
export const managedPolicyTable = (): ManagedPolicyTable => ownTable("managed-policies") as ManagedPolicyTable;

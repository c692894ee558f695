import { readFileSync, realpathSync, statSync } from "node:fs";
import { writeAtomically } from "./files.ts";
import type { SourceFile } from "./rule-files.ts";

/** Whether the text holds every byte of the file: one that is no UTF-8, or has changed meanwhile, must not be written again from it. */
export const isWhole = ({ file, text }: SourceFile): boolean => readFileSync(file).equals(Buffer.from(text));

/** Gives a file a new text, whole or not at all. Goes through a link to the file itself: a link replaced by a copy would go its own way. */
export async function rewrite(file: string, text: string): Promise<void> {
  const path = realpathSync(file);
  await writeAtomically(path, [text], statSync(path).mode & 0o777);
}

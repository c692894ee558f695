import { readFileSync } from "node:fs";
import type { SourceFile } from "./rule-files.ts";

/** Whether the text holds every byte of the file: one that is no UTF-8, or has changed meanwhile, must not be written again from it. */
export const isWhole = ({ file, text }: SourceFile): boolean => readFileSync(file).equals(Buffer.from(text));

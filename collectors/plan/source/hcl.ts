import { blockOf, type ConfigurationBlock } from "./block.ts";

/**
 * The blocks of a .tf file, by a scan that knows comments, strings with templates, and heredocs, and asks for no more: a file that Terraform would refuse
 * gives what can be made out. Source: HCL native syntax specification, "Lexical Elements" and "Structural Elements".
 */
export function hclBlocks(text: string): ConfigurationBlock[] {
  const blocks: ConfigurationBlock[] = [];
  const cursor: Cursor = { text, at: 0, line: 1 };
  let depth = 0;
  let header: string[] = [];
  let line = 1;
  let inModule: ConfigurationBlock | null = null;
  while (cursor.at < text.length) {
    if (skipQuiet(cursor)) continue;
    const character = text[cursor.at] ?? "";
    if (character === "\n") {
      step(cursor);
      header = [];
    } else if (character === '"' || NAME_START.test(character)) {
      if (header.length === 0) line = cursor.line;
      const word = character === '"' ? readString(cursor) : readName(cursor);
      if (depth < 2) header.push(word);
      if (depth === 1 && inModule && header.length === 2 && header[0] === "source") inModule.source ??= word;
    } else if (character === "{") {
      const block = depth === 0 ? blockOf(header[0], header.slice(1), line) : null;
      if (block) blocks.push(block);
      if (depth === 0) inModule = block?.kind === "module" ? block : null;
      depth++;
      header = [];
      step(cursor);
    } else {
      if (character === "}") depth = Math.max(0, depth - 1);
      if (character !== "=" && character.trim() !== "") header = [];
      step(cursor);
    }
  }
  return blocks;
}

export interface Cursor {
  text: string;
  at: number;
  line: number;
}

export const NAME_START = /[A-Za-z_]/;
const NAME = /[A-Za-z_][\w-]*/y;
const HEREDOC = /<<-?([A-Za-z_][\w-]*)\r?\n/y;
/** Deeper templates within templates are no configuration that somebody wrote. */
const MAX_TEMPLATE_DEPTH = 50;

export function step(cursor: Cursor): void {
  if (cursor.text[cursor.at] === "\n") cursor.line++;
  cursor.at++;
}

function skipTo(cursor: Cursor, end: number): void {
  while (cursor.at < end && cursor.at < cursor.text.length) step(cursor);
}

/** Comments and heredocs. */
export function skipQuiet(cursor: Cursor): boolean {
  const { text, at } = cursor;
  const two = text.slice(at, at + 2);
  if (two[0] === "#" || two === "//") {
    const end = text.indexOf("\n", at);
    skipTo(cursor, end < 0 ? text.length : end);
    return true;
  }
  if (two === "/*") {
    const end = text.indexOf("*/", at + 2);
    skipTo(cursor, end < 0 ? text.length : end + 2);
    return true;
  }
  if (two !== "<<") return false;
  HEREDOC.lastIndex = at;
  const found = HEREDOC.exec(text);
  if (!found?.[1]) return false;
  skipTo(cursor, HEREDOC.lastIndex);
  while (cursor.at < text.length) {
    const end = text.indexOf("\n", cursor.at);
    const row = text.slice(cursor.at, end < 0 ? text.length : end);
    skipTo(cursor, end < 0 ? text.length : end + 1);
    if (row.trim() === found[1]) break;
  }
  return true;
}

export function readName(cursor: Cursor): string {
  NAME.lastIndex = cursor.at;
  const name = NAME.exec(cursor.text)?.[0] ?? "";
  cursor.at += Math.max(1, name.length);
  return name;
}

/** The text between quotes, as it is written; a string that its line does not end is left at the end of the line. */
export function readString(cursor: Cursor, deep = 0): string {
  const from = cursor.at + 1;
  step(cursor);
  while (cursor.at < cursor.text.length) {
    const character = cursor.text[cursor.at];
    if (character === "\n") return "";
    if (character === '"') {
      step(cursor);
      return cursor.text.slice(from, cursor.at - 1);
    }
    if (character === "\\") step(cursor);
    else if ((character === "$" || character === "%") && cursor.text[cursor.at + 1] === "{" && cursor.text[cursor.at - 1] !== character) {
      skipTemplate(cursor, deep);
      continue;
    }
    step(cursor);
  }
  return "";
}

function skipTemplate(cursor: Cursor, deep: number): void {
  skipTo(cursor, cursor.at + 2);
  let open = 1;
  while (cursor.at < cursor.text.length && open > 0) {
    const character = cursor.text[cursor.at];
    if (character === '"' && deep < MAX_TEMPLATE_DEPTH) {
      readString(cursor, deep + 1);
      continue;
    }
    if (character === "{") open++;
    if (character === "}") open--;
    step(cursor);
  }
}

/** Writes plain data as YAML that reads back as it was: short values in one line, as people write cases, long ones as blocks. */
import { jsonText } from "../../../schemas/index.ts";
import { staysText } from "./plain-text.ts";

const WIDTH = 150;

/** The lines of `key: value`, the first without indentation. */
export function entryLines(key: string, value: unknown, indent: number): string[] {
  const head = `${keyText(key)}:`;
  const flow = flowText(value);
  if (indent + head.length + 1 + flow.length <= WIDTH || !isCompound(value)) return [`${head} ${flow}`];
  const pad = " ".repeat(2);
  return [head, ...blockLines(value, indent + 2).map((line) => pad + line)];
}

function blockLines(value: unknown, indent: number): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => itemLines(item, indent));
  return Object.entries(value as Record<string, unknown>).flatMap(([key, member]) => entryLines(key, member, indent));
}

function itemLines(item: unknown, indent: number): string[] {
  const flow = flowText(item);
  if (indent + 2 + flow.length <= WIDTH || !isCompound(item)) return [`- ${flow}`];
  return blockLines(item, indent + 2).map((line, at) => (at === 0 ? `- ${line}` : `  ${line}`));
}

const isCompound = (value: unknown): boolean => typeof value === "object" && value !== null && Object.keys(value).length > 0;

/** `{ a: 1, b: [x, y] }`. */
function flowText(value: unknown): string {
  if (typeof value === "string") return scalarText(value);
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  if (typeof value !== "object" || value === null) return jsonText(value);
  const members = Object.entries(value).map(([key, member]) => `${keyText(key)}: ${flowText(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

const PLAIN_SCALAR = /^(?:[A-Za-z/][\w./@-]*(?: [A-Za-z0-9][\w./@-]*)*|\d+[mhd] ago)$/;

/** Plain where it cannot be read otherwise, else in double quotes, whose escapes are those of JSON: names of an account may hold what a reviewer does not see. */
export const scalarText = (text: string): string => (PLAIN_SCALAR.test(text) && staysText(text) ? text : jsonText(text));

const keyText = (key: string): string => (/^[A-Za-z$][\w-]*$/.test(key) && staysText(key) ? key : jsonText(key));

import { jsonText } from "../../../schemas/index.ts";
import { staysText } from "../../language/index.ts";
import { isRecord } from "./problem.ts";

const WIDEST = 150;

/** A case of a test file as YAML text, an item of `cases` at `indent` columns: short maps and lists on one line, as people write them. */
export function caseText(testCase: Readonly<Record<string, unknown>>, indent: number): string {
  const entries = Object.entries(testCase).filter(([, value]) => value !== undefined);
  const pad = " ".repeat(indent);
  const lines = entries.flatMap(([key, value]) => entryLines(key, value, indent + 2, key !== "given"));
  return lines.map((line, at) => `${pad}${at === 0 ? "- " : "  "}${line.slice(indent + 2)}\n`).join("");
}

/** `key: value` in one line where that fits and may be, else the value below it. */
function entryLines(key: string, value: unknown, indent: number, inline = true): string[] {
  const pad = " ".repeat(indent);
  const name = scalarText(key, false);
  const flow = flowText(value, false);
  if (!isNested(value) || (inline && indent + name.length + 2 + flow.length <= WIDEST) || isEmpty(value)) return [`${pad}${name}: ${flow}`];
  return [`${pad}${name}:`, ...blockLines(value, indent + 2)];
}

function blockLines(value: unknown, indent: number): string[] {
  const pad = " ".repeat(indent);
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const flow = flowText(item, false);
      if (!isNested(item) || isEmpty(item) || indent + 2 + flow.length <= WIDEST) return [`${pad}- ${flow}`];
      const [first = "", ...rest] = blockLines(item, indent + 2);
      return [`${pad}- ${first.slice(indent + 2)}`, ...rest];
    });
  }
  return isRecord(value)
    ? Object.entries(value).flatMap(([key, inner]) => entryLines(key, inner, indent, !isListOfMaps(inner)))
    : [`${pad}${flowText(value, false)}`];
}

const isNested = (value: unknown): boolean => typeof value === "object" && value !== null;
const isEmpty = (value: unknown): boolean => (Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0);
const isListOfMaps = (value: unknown): boolean => Array.isArray(value) && value.some((item) => isRecord(item));

function flowText(value: unknown, within: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item) => flowText(item, true)).join(", ")}]`;
  if (!isRecord(value)) return scalarText(value, within);
  const members = Object.entries(value).map(([key, inner]) => `${scalarText(key, true)}: ${flowText(inner, true)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

const PLAIN_WORD = /^[A-Za-z_/$][\w./@+=-]*$/;
const PLAIN_ARN = /^arn:[\w:/.+=@-]*[\w/]$/;
const PLAIN_SENTENCE = /^[A-Za-z][\w ,.;()'/-]*$/;
const AGO = /^\d{1,7}[mhd] ago$/;

/** Text without quotes where no reader of YAML takes it for anything else. */
function scalarText(value: unknown, within: boolean): string {
  if (typeof value !== "string") return jsonText(value ?? null);
  const plain = PLAIN_WORD.test(value) || AGO.test(value) || PLAIN_ARN.test(value) || (!within && PLAIN_SENTENCE.test(value) && !value.endsWith(" "));
  return plain && staysText(value) ? value : jsonText(value);
}

import { compareText, isRaw, member } from "../../../document/index.ts";
import type { SensitiveTexts } from "../../../schemas/index.ts";
import type { PlanFile } from "./plan-file.ts";

/** A text in a value, and whether it belongs to the vocabulary of policies. */
interface Found {
  text: string;
  isWord: boolean;
}

/**
 * The texts that Terraform marks sensitive and that are in what was read of the plan (`held`): values of attributes, of variables and of outputs, and of a
 * value that is JSON every text in it. Others, such as the secret of an access key, are left where they are. Null where there are none.
 * Source: Terraform documentation, "JSON output format", `before_sensitive`, `after_sensitive`, and `sensitive` of variables and outputs.
 */
export function sensitiveTexts(file: PlanFile, held: unknown): SensitiveTexts | null {
  const marked = [...markedIn(file)].filter(({ text }) => text !== "");
  if (marked.length === 0) return null;
  const read = [...textsIn(held)].map(({ text }) => text).join("\n");
  const texts = new Set<string>();
  const words = new Set<string>();
  for (const { text, isWord } of marked) if (read.includes(text)) (isWord ? words : texts).add(text);
  return texts.size + words.size === 0 ? null : { texts: [...texts].sort(compareText), words: [...words].sort(compareText) };
}

function* markedIn(file: PlanFile): Generator<Found> {
  for (const { before, after, sensitive } of file.changes) {
    yield* under(before, sensitive.before);
    yield* under(after, sensitive.after);
  }
  const variables = member(member(file.configuration, "root_module"), "variables");
  for (const [name, variable] of entriesOf(variables)) {
    if (member(variable, "sensitive") === true) yield* textsIn(member(member(file.variables, name), "value") ?? member(variable, "default"));
  }
  for (const [, output] of entriesOf(file.outputs)) {
    yield* under(member(output, "before"), member(output, "before_sensitive"));
    yield* under(member(output, "after"), member(output, "after_sensitive"));
  }
}

/** Texts of a value where its mask, of the same shape, says true. */
function* under(value: unknown, mask: unknown): Generator<Found> {
  if (mask === true) yield* textsIn(value);
  else if (Array.isArray(mask) && Array.isArray(value)) for (const [index, each] of mask.entries()) yield* under(value[index], each);
  else for (const [name, each] of entriesOf(mask)) yield* under(member(value, name), each);
}

/** Elements of a policy whose values are its vocabulary: what they say is known to everyone, and that the policy says it is not. */
const WORDS: ReadonlySet<string> = new Set(["Version", "Effect", "Action", "NotAction", "Service"]);

/** Every text, number and boolean in a value; of a text that is JSON those in it too, with the names of its members. */
function* textsIn(value: unknown, isJson = false, isWord = false): Generator<Found> {
  if (typeof value === "string") {
    yield { text: value, isWord: isWord || (isJson && value === "*") };
    if (/^\s*[[{]/.test(value)) yield* textsIn(parsed(value), true);
  } else if (typeof value === "number" || typeof value === "boolean") yield { text: String(value), isWord: true };
  else if (Array.isArray(value)) for (const each of value) yield* textsIn(each, isJson, isWord);
  else {
    for (const [name, each] of entriesOf(value)) {
      if (isJson) yield { text: name, isWord: true };
      // The tag that a condition reads is the author's own word.
      if (isJson && name.includes("/")) yield { text: name.slice(name.indexOf("/") + 1), isWord: false };
      yield* textsIn(each, isJson, isJson && WORDS.has(name));
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const entriesOf = (value: unknown): [string, unknown][] => (isRaw(value) ? Object.entries(value) : []);

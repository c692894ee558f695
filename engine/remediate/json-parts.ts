import type { Argument } from "./plan.ts";
import { quoted } from "./text.ts";

/** Text, and placeholders between. */
export type TextPart = string | { supply: string };

/** An argument as JSON text, ASCII wherever a character is invisible; placeholders stand inside string literals. */
export function jsonParts(argument: Argument): TextPart[] {
  switch (argument.kind) {
    case "value":
      return [typeof argument.value === "string" ? quoted(argument.value) : String(argument.value)];
    case "text":
      return joined([['"'], argument.parts.map((part) => (typeof part === "string" ? quoted(part).slice(1, -1) : part)), ['"']]);
    case "list":
      return joined([["["], ...separated(argument.items.map(jsonParts)), ["]"]]);
    case "object":
      return joined([["{"], ...separated(argument.members.map((member) => [`${quoted(member.name)}:`, ...jsonParts(member.argument)])), ["}"]]);
  }
}

const separated = (lists: TextPart[][]): TextPart[][] => lists.flatMap((list, index) => (index === 0 ? [list] : [[","], list]));

/** One list, with neighbouring text run together. */
export function joined(lists: readonly (readonly TextPart[])[]): TextPart[] {
  const parts: TextPart[] = [];
  for (const part of lists.flat()) {
    const last = parts.at(-1);
    if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
    else if (part !== "") parts.push(part);
  }
  return parts;
}

/** A step's parameters as words of a POSIX shell for the AWS CLI. */
import { jsonParts } from "./json-parts.ts";
import { toolName, variableName } from "./names.ts";
import type { Argument, Member } from "./plan.ts";
import { isPlain } from "./text.ts";

/** One word, whatever it holds. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A text with its placeholders as one word, for the script's own functions. */
export function shellWord(argument: Argument): string {
  if (argument.kind === "value") return shellQuoted(String(argument.value));
  if (argument.kind === "text")
    return argument.parts.map((part) => (typeof part === "string" ? shellQuoted(part) : `"$${variableName(part.supply)}"`)).join("");
  return shellJson(argument);
}

/** The AWS CLI reads these from a file or the network (awscli paramfile.py) instead of taking them as they are. */
const FETCHED = /^(file|fileb|https?):\/\//i;
/** List elements that no shorthand, option or JSON reading of the CLI mistakes for something else. */
const LIST_WORD = /^[A-Za-z0-9][\w+=,.@:/-]*$/;

/** Options of a call. What an option cannot carry safely goes through --cli-input-json, where nothing is interpreted. */
export function cliOptions(members: readonly Member[]): string[] {
  const options: string[] = [];
  const rest: Member[] = [];
  for (const member of members) {
    const words = option(`--${toolName(member.name, "-")}`, member.argument);
    if (words === null) rest.push(member);
    else options.push(words);
  }
  if (rest.length > 0) options.push(`--cli-input-json ${shellJson({ kind: "object", members: rest })}`);
  return options;
}

/** Whether some value needs the `json` function of the script. */
export function splicesJson(words: readonly string[]): boolean {
  return words.some((word) => word.includes('"$(json "$'));
}

function option(name: string, argument: Argument): string | null {
  switch (argument.kind) {
    case "value":
      if (typeof argument.value === "boolean") return argument.value ? name : name.replace("--", "--no-");
      if (typeof argument.value === "number") return argument.value < 0 ? `${name}=${argument.value}` : `${name} ${argument.value}`;
      if (!isPlain(argument.value) || FETCHED.test(argument.value)) return null;
      return argument.value.startsWith("-") ? `${name}=${shellQuoted(argument.value)}` : `${name} ${shellQuoted(argument.value)}`;
    case "text": {
      const [first] = argument.parts;
      if (argument.parts.some((part) => typeof part === "string" && !isPlain(part)) || (typeof first === "string" && FETCHED.test(first))) return null;
      return `${name}=${shellWord(argument)}`;
    }
    case "list":
      return `${name} ${listWords(argument.items) ?? shellJson(argument)}`;
    case "object":
      return `${name} ${shellJson(argument)}`;
  }
}

/** The elements as separate words, where each of them is harmless; else null. */
function listWords(items: readonly Argument[]): string | null {
  const words: string[] = [];
  for (const item of items) {
    if (item.kind !== "value" || typeof item.value !== "string" || !LIST_WORD.test(item.value) || FETCHED.test(item.value)) return null;
    words.push(shellQuoted(item.value));
  }
  return words.length > 0 ? words.join(" ") : null;
}

/** JSON as one word; what a person supplies is escaped by the script's `json` function as it runs. */
function shellJson(argument: Argument): string {
  return jsonParts(argument)
    .map((part) => (typeof part === "string" ? shellQuoted(part) : `"$(json "$${variableName(part.supply)}")"`))
    .join("");
}

import { type Cursor, NAME_START, readName, readString, skipQuiet, step } from "./hcl.ts";

/** Functions of Terraform that give values, or members of lists, as they are. Source: Terraform documentation, "Built-in Functions". */
const PASSING: ReadonlySet<string> = new Set([
  "one",
  "tostring",
  "tolist",
  "toset",
  "sensitive",
  "nonsensitive",
  "concat",
  "flatten",
  "distinct",
  "compact",
  "sort",
  "setunion",
  "values",
  "try",
  "coalesce",
  "element",
  "merge",
  "reverse",
  "tomap",
  // A count decides only which of them it is.
  "length",
]);

/** A name with an attribute or index, as every reference is. */
const REFERENCE = /[A-Za-z_][\w-]*(?:\.|\[)/;

/**
 * Whether an expression makes other values of what it refers to: by a function, as `replace(x.arn, …)`, or a template with more than the reference in it.
 * `mentions`: which parts count; those with any reference where it is left out.
 */
export function altersReferences(text: string, mentions: (part: string) => boolean = (part) => REFERENCE.test(part)): boolean {
  const cursor: Cursor = { text, at: 0, line: 1 };
  while (cursor.at < text.length) {
    const from = cursor.at;
    const character = text[from] ?? "";
    if (character === '"') {
      const content = readString(cursor);
      if (/(?:^|[^$%])[$%]\{/.test(content) && mentions(content)) {
        const inner = /^\$\{([^{}"]*)\}$/.exec(content)?.[1];
        if (inner === undefined || altersReferences(inner, mentions)) return true;
      }
    } else if (skipQuiet(cursor)) {
      const skipped = text.slice(from, cursor.at);
      if (skipped.startsWith("<<") && mentions(skipped)) return true;
    } else if (NAME_START.test(character)) {
      const name = readName(cursor);
      const open = /^\s*\(/.exec(text.slice(cursor.at))?.[0];
      if (open !== undefined && !PASSING.has(name) && mentions(argumentsAt(text, cursor.at + open.length))) return true;
    } else step(cursor);
  }
  return false;
}

/** What stands between a bracket that was opened and the one that closes it. */
function argumentsAt(text: string, at: number): string {
  const cursor: Cursor = { text, at, line: 1 };
  let depth = 1;
  while (cursor.at < text.length) {
    const character = text[cursor.at] ?? "";
    if (character === '"') readString(cursor);
    else if (!skipQuiet(cursor)) {
      if (character === "(") depth++;
      if (character === ")") depth--;
      if (depth === 0) break;
      step(cursor);
    }
  }
  return text.slice(at, cursor.at);
}

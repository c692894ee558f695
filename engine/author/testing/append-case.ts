import { loadRuleTest } from "../../language/index.ts";
import { caseText } from "./case-text.ts";

/**
 * The text of a test file with cases more, behind those that it has; every other character stays as it is. Null where the file's `cases` is not a block
 * list that can be added to: the result is read again, and must hold the old cases and the new.
 */
export function appendCases(file: string, text: string, cases: readonly Readonly<Record<string, unknown>>[]): string | null {
  const lines = text.split("\n");
  const head = lines.findIndex((line) => /^cases:\s*(#.*)?$/.test(line));
  if (head < 0) return null;
  const next = lines.findIndex((line, at) => at > head && /^[^\s#-]/.test(line));
  let end = next < 0 ? lines.length : next;
  while (end > head + 1 && /^(\s*|#.*)$/.test(lines[end - 1] ?? "")) end -= 1;
  const first = lines.slice(head + 1, end).find((line) => /^\s*- /.test(line));
  if (first === undefined) return null;
  const added = cases.map((one) => caseText(one, first.search(/\S/))).join("");
  const written = [...lines.slice(0, end), ...added.trimEnd().split("\n"), ...lines.slice(end)].join("\n");
  return isSame(file, text, cases, written) ? (written.endsWith("\n") ? written : `${written}\n`) : null;
}

function isSame(file: string, text: string, cases: readonly unknown[], written: string): boolean {
  const before = loadRuleTest({ file, text }).test?.cases;
  const after = loadRuleTest({ file, text: written }).test?.cases;
  return before !== undefined && JSON.stringify([...before, ...cases]) === JSON.stringify(after);
}

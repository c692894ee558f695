import type { Diagnostic } from "../diagnostic.ts";
import { besideFile, type CodePage, exampleFile } from "../load/code-pages.ts";
import { readRuleFile } from "../load/rule-file.ts";
import type { LintContext } from "./context.ts";
import { lintRules } from "./lint.ts";

/** What is told of the rule in the example of a lint's page, which stands in a folder, or pack, as the page says. */
export function lintExample(page: CodePage, which: "wrong" | "right", known: Pick<LintContext, "events" | "document"> = {}): Diagnostic[] {
  const example = exampleFile(page, which);
  const files = [...besideFile(page), example];
  const names = files.map(({ file }) => file);
  const rules = files.flatMap((file) => readRuleFile(file).rule ?? []);
  const context: LintContext = {
    ...known,
    sources: new Map(files.map(({ file, text }) => [file, text])),
    tested: new Set(page.untested === which ? [] : names),
    packed: new Set(page.packed ? names : []),
  };
  const unread = files.flatMap((file) => readRuleFile(file).report.diagnostics);
  return [...unread, ...lintRules(rules, context)].filter(({ file }) => file === example.file);
}

import { isConfigName, isPackName, isTestName } from "../../../document/text/index.ts";
import type { LintContext } from "../lint/context.ts";
import { lintRules } from "../lint/index.ts";
import { loadConfig, loadPack, loadRules, loadRuleTest } from "../load/index.ts";
import type { Check } from "./attempt.ts";

/** The check of a file by its name: a pack, a configuration, a test, or else a rule with its lints. `context`: what lints know of the file. */
export function checkOf(context: Omit<LintContext, "sources" | "document"> = {}): (file: string) => Check {
  return (file) => {
    const name = file.split(/[\\/]/).at(-1) ?? "";
    if (isConfigName(name)) return (source) => loadConfig(source).diagnostics;
    if (isPackName(name)) return (source) => loadPack(source).diagnostics;
    if (isTestName(name)) return (source) => loadRuleTest(source).diagnostics;
    return (source) => {
      const { rules, diagnostics } = loadRules([source]);
      return [...diagnostics, ...lintRules(rules, { ...context, sources: new Map([[source.file, source.text]]) })];
    };
  };
}

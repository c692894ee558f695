import { isAbsolute, relative, sep } from "node:path";
import type { CheckedRule } from "../engine/index.ts";
import type { RulePlace } from "../reporters/index.ts";
import { packageRoot } from "./folders.ts";
import { shippedRules } from "./rule-files.ts";

/** Where each rule is written, for formats that show a finding beside it. */
export function ruleAt(rules: readonly CheckedRule[]): (id: string) => RulePlace | null {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const shipped = `${shippedRules()}${sep}`;
  const near = `${relative(process.cwd(), shippedRules())}${sep}`;
  return (id) => {
    const rule = byId.get(id);
    if (!rule) return null;
    const { file } = rule;
    const { line } = rule.places.id;
    const hasRemediation = rule.remediation !== null;
    if (isAbsolute(file) && file.startsWith(shipped)) return { file: slashes(relative(packageRoot(), file)), line, shipped: true, hasRemediation };
    // Installed beneath the working folder, as npm does it; in a clone of Reeve itself its rules are the repository's own.
    if (near.startsWith(`node_modules${sep}`) && file.startsWith(near))
      return { file: slashes(relative(packageRoot(), file)), line, shipped: true, hasRemediation };
    return { file: slashes(file), line, shipped: false, hasRemediation };
  };
}

const slashes = (file: string): string => file.split(sep).join("/");

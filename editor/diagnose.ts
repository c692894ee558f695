import { type Diagnostic, loadConfig, loadPack, loadRules, loadRuleTest, outline } from "../engine/index.ts";
import { fileKind } from "./file-kind.ts";
import { rangeOf } from "./places.ts";
import type { LspDiagnostic } from "./protocol.ts";
import type { Workspace } from "./workspace.ts";

type Context = Pick<Workspace, "inRules" | "rules">;

/**
 * Everything that is wrong with one file, as `reeve rules validate` tells it. Only this file is read and checked: that no other rule bears its id is asked
 * of the workspace's index. A file that is none of ours has no diagnostics. Never throws.
 */
export function diagnose(path: string, text: string, context: Context): Diagnostic[] {
  const kind = fileKind(path, text, context.inRules(path));
  if (kind === null) return [];
  const source = { file: path, text };
  if (kind === "config") return loadConfig(source).diagnostics;
  if (kind === "pack") return loadPack(source).diagnostics;
  if (kind === "test") return loadRuleTest(source).diagnostics;
  return [...loadRules([source]).diagnostics, ...duplicates(path, text, context)];
}

function duplicates(path: string, text: string, context: Context): Diagnostic[] {
  const others = context.rules(path).filter((rule) => rule.path !== path);
  const tree = outline(text);
  const id = tree?.kind === "map" ? tree.entries.find(({ key }) => key === "id")?.value : undefined;
  if (id?.kind !== "scalar" || typeof id.value !== "string") return [];
  const other = others.find((rule) => rule.id === id.value);
  if (!other) return [];
  return [{ code: "RV014", severity: "error", message: `\`${id.value}\` is already the id of the rule in ${other.path}.`, file: path, ...id.at }];
}

/** The same in the protocol's shape: a range that is empty is widened by one, for an editor would not show it. */
export function toLsp({ code, severity, message, effect, suggestion, ...place }: Diagnostic): LspDiagnostic {
  const range = rangeOf(place);
  const { start, end } = range;
  if (start.line === end.line && start.character === end.character) end.character += 1;
  const more = [...(effect === undefined ? [] : [effect]), ...(suggestion === undefined || suggestion.includes("\n") ? [] : [`Write: ${suggestion}`])];
  return { range, severity: severity === "error" ? 1 : 2, code, source: "reeve", message: [message, ...more].join("\n") };
}

import {
  type CheckedRule,
  checkConfigFolders,
  checkConfigNames,
  checkPackParams,
  configSettings,
  type Diagnostic,
  lintCases,
  lintRules,
  lintSettings,
  loadAttestations,
  loadConfig,
  loadPack,
  loadRules,
  loadRuleTest,
  loadWaivers,
  packSettings,
  pathsIn,
  requiredPaths,
  type SourceFile,
} from "../engine/index.ts";
import { decisionKind, fileKind, rulePath, testPath } from "./file-kind.ts";
import { rangeOf } from "./places.ts";
import type { LspDiagnostic } from "./protocol.ts";
import type { Workspace } from "./workspace.ts";

/** What is asked of the workspace: `read` of the files beside the rule alone. */
export type DiagnoseContext = Pick<
  Workspace,
  "inRules" | "rules" | "read" | "events" | "configNames" | "packRules" | "absentFolders" | "pathsOutside" | "terms"
>;

/**
 * Everything that is wrong with one file, as `reeve rules validate` tells it. Only this file is read and checked: that no other rule bears its id is asked
 * of the workspace's index. A file that is none of ours has no diagnostics. Never throws.
 */
export function diagnose(path: string, text: string, context: DiagnoseContext): Diagnostic[] {
  const kind = fileKind(path, text, context.inRules(path));
  const source = { file: path, text };
  if (kind === null) return decisionDiagnostics(source, context);
  if (kind === "config") return configDiagnostics(source, context);
  if (kind === "pack") return packDiagnostics(source, context);
  if (kind === "test") return testDiagnostics(source, context);
  const { rules, diagnostics } = loadRules([source]);
  return [...diagnostics, ...duplicates(path, text, context), ...rules.flatMap((rule) => lints(rule, text, context))];
}

/** As `reeve rules validate` reports it. */
function packDiagnostics(source: SourceFile, { packRules, events, read }: DiagnoseContext): Diagnostic[] {
  const { pack, diagnostics } = loadPack(source);
  const of = pack?.params === undefined ? null : (packRules?.(source.file) ?? null);
  if (of === null) return diagnostics;
  const values = lintSettings(packSettings(source, of.rules), events(), ({ file }) => read(file) ?? "");
  return [...diagnostics, ...checkPackParams(source, of.rules, of.files), ...values];
}

/** As `reeve rules test` reports it before it runs the cases. The values that cases set are compared as their rule compares them. */
function testDiagnostics(source: SourceFile, { read, events }: DiagnoseContext): Diagnostic[] {
  const { test, diagnostics } = loadRuleTest(source);
  const file = rulePath(source.file);
  const text = test?.cases.some(({ params, given }) => params !== undefined || "events" in given) ? read(file) : null;
  const [rule] = text === null ? [] : loadRules([{ file, text }]).rules;
  return rule && text !== null ? [...diagnostics, ...lintCases(source, rule, events(), text)] : diagnostics;
}

/** As `reeve waivers check` reports it. */
function decisionDiagnostics(source: SourceFile, { terms }: DiagnoseContext): Diagnostic[] {
  const kind = terms ? decisionKind(source.file, source.text) : null;
  if (kind === null || !terms) return [];
  const { rules, ...limits } = terms(source.file);
  const of = { ...limits, ...(rules ? { rules, checkedRules: rules, namesRules: true } : {}) };
  return (kind === "waivers" ? loadWaivers([source], of) : loadAttestations([source], of)).diagnostics;
}

function configDiagnostics(source: SourceFile, { configNames, absentFolders, pathsOutside, events, read }: DiagnoseContext): Diagnostic[] {
  const { config, diagnostics: ofShape } = loadConfig(source);
  const absent = config && absentFolders ? absentFolders(source.file, requiredPaths(config)) : [];
  const outside = config && pathsOutside ? pathsOutside(source.file, pathsIn(config)) : [];
  const diagnostics = [...ofShape, ...checkConfigFolders(source, { absent, outside })];
  const names = config === null ? null : (configNames?.(source.file) ?? null);
  if (names === null) return diagnostics;
  const values = lintSettings(configSettings(source, names), events(), ({ file }) => read(file) ?? "");
  return [...diagnostics, ...checkConfigNames(source, names), ...values];
}

/** Lints that compare rules with each other, or look at a snapshot that the author named: not to be had from one file. */
const OF_MANY = ["RV083", "RV084", "RV090"];

function lints(rule: CheckedRule, text: string, { read, events }: DiagnoseContext): Diagnostic[] {
  const { file } = rule;
  const catalogue = rule.resource === "event" ? events() : null;
  const found = lintRules([rule], {
    sources: new Map([[file, text]]),
    tested: new Set(/^cases\s*:/m.test(read(testPath(file)) ?? "") ? [file] : []),
    packed: new Set(read(file.replace(/[^\\/]+$/, "pack.yaml")) === null ? [] : [file]),
    ...(catalogue ? { events: catalogue } : {}),
  });
  // Of a comment that silences one of these nobody can tell here whether it is needed.
  return found.filter(({ code, message }) => code !== "RV097" || !OF_MANY.some((one) => message.startsWith(`\`${one}\``)));
}

const ID = /^id:[ \t]+(["']?)([a-z][a-z0-9-]*)\1[ \t]*(?:#.*)?$/m;

/** The id is found by its line: to parse the file once more would take as long as checking it. */
function duplicates(path: string, text: string, { rules }: DiagnoseContext): Diagnostic[] {
  const match = ID.exec(text);
  const [whole, quote = "", id] = match ?? [];
  const other = id === undefined ? undefined : rules(path).find((rule) => rule.path !== path && rule.id === id);
  if (match === null || whole === undefined || id === undefined || !other) return [];
  const line = text.slice(0, match.index).split("\n").length;
  const column = whole.indexOf(id) + 1 - quote.length;
  const at = { line, column, endLine: line, endColumn: column + id.length + 2 * quote.length };
  return [{ code: "RV014", severity: "error", message: `\`${id}\` is already the id of the rule in ${other.path}.`, file: path, ...at }];
}

/** The same in the protocol's shape: a range that is empty is widened by one, for an editor would not show it. */
export function toLsp({ code, severity, message, effect, suggestion, ...place }: Diagnostic): LspDiagnostic {
  const range = rangeOf(place);
  const { start, end } = range;
  if (start.line === end.line && start.character === end.character) end.character += 1;
  const isSaid = suggestion === undefined || suggestion.includes("\n") || [suggestion, `\`${suggestion}\``].some((text) => message.endsWith(`Write ${text}.`));
  const more = [...(effect === undefined ? [] : [effect]), ...(isSaid ? [] : [`Write: ${suggestion}`])];
  return { range, severity: severity === "error" ? 1 : 2, code, source: "reeve", message: [message, ...more].join("\n") };
}

import type { Scalar } from "../condition/ast.ts";
import { compileGlob } from "../condition/patterns.ts";
import type { Diagnostic, Range } from "../diagnostic.ts";
import type { CheckedRule, ParamValue } from "../rule.ts";
import { correction, didYouMean, nearest } from "./nearest.ts";
import { checkParams, memberAt, paramOfRules, type ValueFault, valueFaults } from "./params.ts";
import { byPosition, newReport, type Report } from "./report.ts";
import { itemsOf, type MapEntry, nodeAt, type ScalarNode, type SourceFile, type SourceNode, toData } from "./source.ts";
import { arnGlobFault } from "./text-form.ts";
import { parseYaml } from "./yaml.ts";

/** The rules and packs that a reeve.yaml may name. */
export interface ConfigNames {
  rules: readonly CheckedRule[];
  /** Packs with their rules; - for rules of no pack. `unread`: it has a rule that is not valid, whose parameters are not known. */
  packs: readonly { id: string; ruleIds: readonly string[]; unread?: boolean }[];
  /** Names of which nothing else is known: what is shipped and not chosen, and rules that are not valid. */
  others: { packs: readonly string[]; ruleIds: readonly string[] };
  /** Calls that a collection makes, as gaps name them. */
  calls?: readonly string[];
}

const LIMITS = { length: 2_000_000, depth: 60, nodes: 200_000 };

/** The names of a rule that is not valid, as far as they can be read. */
export function namesOfRule({ file, text }: SourceFile): string[] {
  const root = parseYaml(text, { ...LIMITS, tolerant: true }, newReport(file)) ?? undefined;
  return [nodeAt(root, "id"), ...itemsOf(nodeAt(root, "formerly"))].flatMap((node) =>
    node?.kind === "scalar" && typeof node.value === "string" ? [node.value] : [],
  );
}

/** Names in a reeve.yaml that no rule, pack or parameter has, and values of parameters that do not fit, each at its place. `loadConfig` checks its shape. */
export function checkConfigNames(source: SourceFile, { rules, packs, others, calls }: ConfigNames): Diagnostic[] {
  const report = newReport(source.file);
  const root = parseYaml(source.text, LIMITS, newReport(source.file));
  if (root?.kind !== "map") return [];
  const ids = [...new Set([...rules.map(({ id }) => id), ...others.ruleIds])];
  const packIds = [...new Set([...packs.map(({ id }) => id), ...others.packs])].filter((id) => id !== "-");
  const ruleNames = new Set([...ids, ...rules.flatMap(({ formerly }) => formerly)]);
  const known = (name: unknown, at: SourceNode["at"], what: string, has: (name: string) => boolean, names: readonly string[]): void => {
    if (typeof name !== "string" || has(name)) return;
    report.error("RV012", at, `No ${what} is called \`${name}\`.${didYouMean(nearest(name, names), what === "pack" ? names : [])}`, correction(name, names));
  };
  const value = (node: SourceNode | undefined, what: string, has: (name: string) => boolean, names: readonly string[]): void => {
    if (node?.kind === "scalar") known(node.value, node.at, what, has, names);
  };
  for (const item of itemsOf(nodeAt(root, "packs"))) value(item, "pack", (name) => packIds.includes(name), packIds);
  for (const item of itemsOf(nodeAt(root, "off"))) value(nodeAt(item, "rule"), "rule", (name) => ruleNames.has(name), ids);
  for (const { key, keyAt } of entries(nodeAt(root, "severity"))) known(key, keyAt, "rule", (name) => ruleNames.has(name), ids);
  for (const item of itemsOf(nodeAt(root, "bindings"))) {
    value(nodeAt(item, "pack"), "pack", (name) => name === "*" || name === "-" || packIds.includes(name), packIds);
  }
  for (const { key, keyAt, value: values } of entries(nodeAt(root, "params"))) {
    known(key, keyAt, "rule or pack", (name) => name === "-" || ruleNames.has(name) || packIds.includes(name), [...ids, ...packIds]);
    const takers = takersOf(key, { rules, packs });
    for (const entry of entries(values)) checkParam(entry, takers, report);
  }
  for (const item of itemsOf(nodeAt(root, "acceptedGaps"))) {
    if (calls) checkGapSource(nodeAt(item, "source"), calls, report);
    checkGapScope(nodeAt(item, "scope"), report);
  }
  return report.diagnostics.sort(byPosition);
}

/** Sources of gaps that are neither calls nor files. */
const OTHER_SOURCES = ["CloudTrail record", "document", "the account", "standard input"];

/** A gap comes from a call of the collection or from a file: another source would never be accepted. */
function checkGapSource(node: SourceNode | undefined, calls: readonly string[], report: Report): void {
  if (node?.kind !== "scalar" || typeof node.value !== "string") return;
  const source = node.value;
  const isCall = /^[A-Za-z][\w-]*:[^/\\]*$/.test(source);
  const matches = compileGlob(source);
  if ([...calls, ...OTHER_SOURCES].some((one) => matches(one)) || (!isCall && /[*?./\\]/.test(source))) return;
  const text = isCall ? `No collection makes a call that \`${source}\` names` : `\`${source}\` names neither a call such as iam:GetCredentialReport nor a file`;
  const inOtherLetters = calls.filter((call) => call.toLowerCase() === source.toLowerCase());
  const near = inOtherLetters.length > 0 ? inOtherLetters : calls;
  report.error("RV012", node.at, `${text}: it would accept nothing.${didYouMean(nearest(source, near))}`, correction(source, near));
}

/** What a gap is about may be an ARN, and is then held to the form that rules hold it to. */
function checkGapScope(node: SourceNode | undefined, report: Report): void {
  if (node?.kind !== "scalar" || typeof node.value !== "string" || !node.value.startsWith("arn:")) return;
  const fault = arnGlobFault(node.value);
  const [meant] = fault?.meant ?? [];
  if (fault?.kind === "never")
    report.error(
      "RV012",
      node.at,
      `\`${node.value}\` is the ARN of nothing: it would accept nothing.${meant === undefined ? "" : ` Write \`${meant}\`.`}`,
      meant,
    );
}

const entries = (node: SourceNode | undefined): MapEntry[] => (node?.kind === "map" ? node.entries : []);

/** The rules that a name under `params` sets values for: one rule, or those of a pack that declare them. `called`: what they are in a sentence. */
interface Takers {
  rules: readonly CheckedRule[];
  isRule: boolean;
  called: string;
  /** Whether rules that are not valid may take values too. */
  unread: boolean;
}

function takersOf(key: string, { rules, packs }: Pick<ConfigNames, "rules" | "packs">): Takers {
  const rule = rules.find(({ id }) => id === key) ?? rules.find(({ formerly }) => formerly.includes(key));
  if (rule) return { rules: [rule], isRule: true, called: `\`${key}\` has`, unread: false };
  const ours = packs.filter(({ id }) => id === key);
  const ofPack = new Set(ours.flatMap(({ ruleIds }) => ruleIds));
  const called = key === "-" ? "No rule outside of packs has" : `No rule of pack \`${key}\` has`;
  const among = rules.filter(({ id }) => ofPack.has(id));
  // Of a pack that is not loaded no parameter is known.
  return { rules: among, isRule: false, called, unread: among.length === 0 || ours.some(({ unread }) => unread === true) };
}

/** A rule's value must be declared by it; a pack's goes to each of its rules that declare the name, and one must. */
function checkParam({ key, keyAt, value: given }: MapEntry, { rules, isRule, called, unread }: Takers, report: Report): void {
  const declaring = rules.filter(({ params }) => params.some(({ name }) => name === key));
  if (declaring.length === 0) {
    const names = [...new Set(rules.flatMap(({ params }) => params.map(({ name }) => name)))];
    const says = `${called} ${isRule ? "no" : "a"} parameter \`${key}\`${isRule ? "" : ": nothing reads it"}.`;
    if (!unread) report.error("RV071", keyAt, `${says}${didYouMean(nearest(key, names), names)}`, correction(key, names));
    return;
  }
  if (given.kind === "broken") return;
  const data = toData(given);
  const found = new Map<string, { node: SourceNode; fault: ValueFault; ruleIds: string[] }>();
  for (const { id, params } of declaring) {
    const spec = params.find(({ name }) => name === key);
    for (const fault of spec ? valueFaults(spec, data) : []) {
      const same = found.get(fault.text);
      if (same) same.ruleIds.push(id);
      else found.set(fault.text, { node: memberAt(given, fault.index), fault, ruleIds: [id] });
    }
  }
  for (const { node, fault, ruleIds } of found.values())
    report.error("RV071", node.at, `${paramOfRules(key, ruleIds)} ${fault.text}.`, fault.meant ?? undefined);
}

/**
 * Names of parameters in a pack.yaml that none of its rules declares, and values that do not fit one, each at its place. `files`: of how many rules the pack
 * is; of one that is not valid no parameter is known.
 */
export function checkPackParams(source: SourceFile, rules: readonly CheckedRule[], files: number): Diagnostic[] {
  const report = newReport(source.file);
  const takers = { rules, isRule: false, called: "No rule of the pack has", unread: rules.length < files };
  for (const entry of entries(nodeAt(rootOf(source), "params"))) checkParam(entry, takers, report);
  return report.diagnostics.sort(byPosition);
}

/** A value that is set for a parameter of a rule outside of it, and fits its type. */
export interface Setting {
  /** Where it is set: a file, or the name of a flag. */
  file: string;
  rule: CheckedRule;
  param: string;
  value: ParamValue;
  /** The value, or each in its list, with its place in the file or flag. */
  values: { value: Scalar; at: Range }[];
}

const rootOf = (source: SourceFile): SourceNode | undefined => parseYaml(source.text, LIMITS, newReport(source.file)) ?? undefined;

/** What a reeve.yaml sets for parameters: what it sets for packs before what it sets for rules, which goes first where both are judged. */
export function configSettings(source: SourceFile, names: Pick<ConfigNames, "rules" | "packs">): Setting[] {
  const all = entries(nodeAt(rootOf(source), "params")).map(({ key, value }) => ({ takers: takersOf(key, names), values: entries(value) }));
  return [...all.filter(({ takers }) => !takers.isRule), ...all.filter(({ takers }) => takers.isRule)].flatMap(({ takers, values }) =>
    values.flatMap((entry) => settingsOf(source.file, entry, takers.rules)),
  );
}

/** What a pack.yaml sets for parameters of its rules. */
export const packSettings = (source: SourceFile, rules: readonly CheckedRule[]): Setting[] =>
  entries(nodeAt(rootOf(source), "params")).flatMap((entry) => settingsOf(source.file, entry, rules));

/** What each case of a test file sets for parameters of its rule, one list a case: a case knows nothing of another. */
export const caseSettings = (source: SourceFile, rule: CheckedRule): Setting[][] =>
  itemsOf(nodeAt(rootOf(source), "cases")).map((one) => entries(nodeAt(one, "params")).flatMap((entry) => settingsOf(source.file, entry, [rule])));

function settingsOf(file: string, { key, value: node }: MapEntry, rules: readonly CheckedRule[]): Setting[] {
  const nodes = node.kind === "list" ? node.items : [node];
  const scalars = nodes.filter((one) => one.kind === "scalar");
  if (scalars.length < nodes.length) return [];
  const values = scalars.map((one) => ({ value: one.value, at: withoutQuotes(one) }));
  return rules.flatMap((rule) => {
    const value = toData(node) as ParamValue;
    const isSound = rule.params.some(({ name }) => name === key) && checkParams(rule, { [key]: value }, { ignoreUnknown: true }).length === 0;
    return isSound ? [{ file, rule, param: key, value, values }] : [];
  });
}

/** Texts are corrected within their quotes. */
const withoutQuotes = ({ at, quoted }: ScalarNode): Range =>
  quoted && at.line === at.endLine ? { ...at, column: at.column + 1, endColumn: at.endColumn - 1 } : at;

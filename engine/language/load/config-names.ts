import type { Diagnostic } from "../diagnostic.ts";
import type { CheckedRule } from "../rule.ts";
import { correction, didYouMean, nearest } from "./nearest.ts";
import { checkParams } from "./params.ts";
import { byPosition, newReport } from "./report.ts";
import { itemsOf, type MapEntry, nodeAt, type SourceFile, type SourceNode, toData } from "./source.ts";
import { parseYaml } from "./yaml.ts";

/** The rules and packs that a reeve.yaml may name. */
export interface ConfigNames {
  rules: readonly Pick<CheckedRule, "id" | "formerly" | "params">[];
  /** Packs with their rules; - for rules of no pack. */
  packs: readonly { id: string; ruleIds: readonly string[] }[];
  /** Names of which nothing else is known: what is shipped and not chosen, and rules that are not valid. */
  others: { packs: readonly string[]; ruleIds: readonly string[] };
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
export function checkConfigNames(source: SourceFile, { rules, packs, others }: ConfigNames): Diagnostic[] {
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
  const entries = (node: SourceNode | undefined): MapEntry[] => (node?.kind === "map" ? node.entries : []);
  for (const item of itemsOf(nodeAt(root, "packs"))) value(item, "pack", (name) => packIds.includes(name), packIds);
  for (const item of itemsOf(nodeAt(root, "off"))) value(nodeAt(item, "rule"), "rule", (name) => ruleNames.has(name), ids);
  for (const { key, keyAt } of entries(nodeAt(root, "severity"))) known(key, keyAt, "rule", (name) => ruleNames.has(name), ids);
  for (const item of itemsOf(nodeAt(root, "bindings"))) {
    value(nodeAt(item, "pack"), "pack", (name) => name === "*" || name === "-" || packIds.includes(name), packIds);
  }
  for (const { key, keyAt, value: values } of entries(nodeAt(root, "params"))) {
    known(key, keyAt, "rule or pack", (name) => name === "-" || ruleNames.has(name) || packIds.includes(name), [...ids, ...packIds]);
    const rule = rules.find(({ id }) => id === key) ?? rules.find(({ formerly }) => formerly.includes(key));
    const ofPack = new Set(packs.flatMap(({ id, ruleIds }) => (id === key ? ruleIds : [])));
    const takers = rule ? [rule] : rules.filter(({ id }) => ofPack.has(id));
    for (const entry of entries(values)) checkParam(entry, key, takers, rule !== undefined);
  }
  return report.diagnostics.sort(byPosition);

  /** A pack's value goes to each of its rules that declare the name; a rule's must be declared by it. */
  function checkParam({ key, keyAt, value: given }: MapEntry, of: string, takers: ConfigNames["rules"], isRule: boolean): void {
    const declaring = takers.filter(({ params }) => params.some(({ name }) => name === key));
    const names = takers.flatMap(({ params }) => params.map(({ name }) => name));
    if (isRule && declaring.length === 0) {
      report.error("RV071", keyAt, `\`${of}\` has no parameter \`${key}\`.${didYouMean(nearest(key, names), names)}`, correction(key, names));
      return;
    }
    if (given.kind === "broken") return;
    const data = toData(given);
    for (const rule of declaring) {
      const [fault] = checkParams(rule, { [key]: data }, { ignoreUnknown: true });
      if (fault !== undefined) report.error("RV071", given.at, fault);
    }
  }
}

import { dayStartOf, timeFault } from "../../../document/index.ts";
import {
  type PackFile,
  type ReeveConfig,
  type RuleTestFile,
  type SchemaError,
  validateConfig,
  validatePack,
  validateRuleTest,
} from "../../../schemas/index.ts";
import type { Diagnostic, Range } from "../diagnostic.ts";
import { nameOddCharacters } from "./odd-report.ts";
import { byPosition, hasErrors, newReport, type Report } from "./report.ts";
import { reportShape } from "./shape.ts";
import { entryOf, itemsOf, nodeAt, type ScalarNode, type SourceFile, type SourceNode, toData } from "./source.ts";
import { strayInCases } from "./stray-template.ts";
import { parseYaml } from "./yaml.ts";

const LIMITS = { length: 2_000_000, depth: 60, nodes: 200_000 };

type Validator<T> = (data: unknown) => { ok: true; value: T } | { ok: false; errors: SchemaError[] };

/** Reads one file by its schema, and by a check that a schema cannot make. Null with every diagnostic when it holds an error. */
export function readFile<T>(
  source: SourceFile,
  name: "pack" | "config" | "rule-test" | "waivers" | "attestations",
  validate: Validator<T>,
  check: (root: SourceNode, report: Report) => void,
): { value: T | null; diagnostics: Diagnostic[] } {
  const report = newReport(source.file);
  const root = parseYaml(source.text, LIMITS, report);
  const done = (value: T | null): { value: T | null; diagnostics: Diagnostic[] } => {
    nameOddCharacters(source.text, report);
    return { value, diagnostics: report.diagnostics.sort(byPosition) };
  };
  if (!root || root.kind === "broken") return done(null);
  const isEmpty = root.kind === "scalar" && root.empty;
  if (root.kind !== "map" && !(isEmpty && name === "config")) {
    report.error("RV012", root.at, isEmpty ? "The file is empty." : "The file must be a map.");
    return done(null);
  }
  const validated = validate(isEmpty ? {} : toData(root));
  if (!validated.ok) reportShape(root, validated.errors, name, report, () => false);
  check(root, report);
  return done(validated.ok && !hasErrors(report) ? validated.value : null);
}

/** Reads a pack.yaml: its id is its folder's name. */
export function loadPack(source: SourceFile): { pack: PackFile | null; diagnostics: Diagnostic[] } {
  const { value, diagnostics } = readFile(source, "pack", validatePack, (root, report) => {
    noDuplicates(itemsOf(nodeAt(root, "rules")), "rule", report);
    const id = nodeAt(root, "id");
    const folder = source.file.split(/[\\/]/).at(-2);
    if (id?.kind !== "scalar" || folder === undefined || folder === "" || folder === "." || id.value === folder) return;
    report.error(
      "RV013",
      id.at,
      `The id is \`${String(id.value)}\` and the folder \`${folder}\`: they must be the same. Change the id, or rename the folder.`,
      folder,
    );
  });
  return { pack: value, diagnostics };
}

/** What a reeve.yaml says of where rules are, which is read also where another part of it is wrong. */
type NamedFolders = Pick<ReeveConfig, "rules" | "packs">;

/** Reads a reeve.yaml. An empty file is an empty configuration. */
export function loadConfig(source: SourceFile): { config: ReeveConfig | null; named: NamedFolders; diagnostics: Diagnostic[] } {
  let named: NamedFolders = {};
  const { value, diagnostics } = readFile(source, "config", validateConfig, (root, report) => {
    named = { ...soundPart(root, "rules"), ...soundPart(root, "packs") };
    for (const field of ["rules", "packs"]) noDuplicates(itemsOf(nodeAt(root, field)), field.slice(0, -1), report);
    const off = itemsOf(nodeAt(root, "off")).map((item) => nodeAt(item, "rule"));
    noDuplicates(off, "rule", report);
    for (const gap of itemsOf(nodeAt(root, "acceptedGaps"))) checkDay(nodeAt(gap, "expires"), report);
  });
  return { config: value, named, diagnostics };
}

/** One field of a reeve.yaml by itself; nothing where it is missing or wrong. */
function soundPart(root: SourceNode, field: keyof NamedFolders): NamedFolders {
  const node = nodeAt(root, field);
  if (!node || [node, ...itemsOf(node)].some(({ kind }) => kind === "broken")) return {};
  const validated = validateConfig({ [field]: toData(node) });
  return validated.ok ? validated.value : {};
}

/** Parts of a case that are data. */
const CASE_DATA = ["given", "params", "expect"];

/** Where a case stands in its file: its name, and each result that it expects, by what the case calls it. */
export interface CasePlace {
  at: Range;
  expected: Readonly<Record<string, Range>>;
}

/** Where a case says what it expects of a resource; null where it does not. */
export const expectedAt = ({ expected }: CasePlace, resource: string): Range | null =>
  Object.hasOwn(expected, resource) ? (expected[resource] ?? null) : null;

/** Reads a <rule-id>.test.yaml. What its cases say of the rule is the runner's to check. `places` are those of the cases, in their order. */
export function loadRuleTest(source: SourceFile): { test: RuleTestFile | null; diagnostics: Diagnostic[]; places: CasePlace[] } {
  const places: CasePlace[] = [];
  const { value, diagnostics } = readFile(source, "rule-test", validateRuleTest, (root, report) => {
    const cases = itemsOf(nodeAt(root, "cases"));
    noDuplicates(
      cases.map((one) => nodeAt(one, "name")),
      "case",
      report,
    );
    if (source.text.includes("{{")) for (const one of cases) for (const part of CASE_DATA) strayInCases(nodeAt(one, part), report);
    for (const one of cases) {
      const expect = entryOf(one, "expect");
      places.push(placeOf(one, expect?.value));
      if (expect?.value.kind !== "map") continue;
      const named = expect.value.entries.flatMap((entry) => itemsOf(entry.value));
      if (named.length === 0) report.error("RV020", expect.keyAt, "A case expects at least one result.");
      noDuplicates(named, "resource", report);
    }
  });
  return { test: value, diagnostics, places };
}

function placeOf(one: SourceNode, expect: SourceNode | undefined): CasePlace {
  const named = expect?.kind === "map" ? expect.entries.flatMap(({ value }) => itemsOf(value)) : [];
  const expected = named.flatMap((node): [string, Range][] => (node.kind === "scalar" ? [[String(node.value), node.at]] : []));
  return { at: (entryOf(one, "name")?.value ?? one).at, expected: Object.fromEntries(expected) };
}

function noDuplicates(nodes: (SourceNode | undefined)[], what: string, report: Report): void {
  const seen = new Set<unknown>();
  for (const node of nodes) {
    if (node?.kind !== "scalar") continue;
    if (seen.has(node.value)) report.error("RV003", node.at, `The ${what} \`${String(node.value)}\` is named twice.`);
    seen.add(node.value);
  }
}

/** A day is one of the calendar. True when it is. */
export function checkDay(node: SourceNode | undefined, report: Report): node is ScalarNode & { value: string } {
  if (node?.kind !== "scalar" || typeof node.value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(node.value)) return false;
  if (dayStartOf(node.value) !== null) return true;
  report.error("RV012", node.at, `\`${node.value}\` is not a day of the calendar. ${timeFault(node.value) ?? ""}`.trimEnd());
  return false;
}

import { duplicateKeys, mayRepeatKeys } from "../../../document/text/index.ts";
import { type BaselineFile, validateBaseline } from "../../../schemas/index.ts";
import { byPosition, type Diagnostic, newReport, parseYaml, reportShape, type SourceFile } from "../../language/index.ts";

const BASELINE_LIMITS = { length: 64_000_000, depth: 10, nodes: 4_000_000 };

/** Reads a baseline.json. A fingerprint that stands twice is an error. */
export function loadBaseline(source: SourceFile): { baseline: BaselineFile | null; diagnostics: Diagnostic[] } {
  const json = parsed(source.text);
  const validated = validateBaseline(json);
  const report = newReport(source.file);
  const doubled = mayRepeatKeys(source.text, json) ? duplicateKeys(source.text, 1)[0] : undefined;
  if (validated.ok && !doubled) {
    const twice = repeated(validated.value.entries.map(({ fingerprint }) => fingerprint));
    if (twice === null) return { baseline: validated.value, diagnostics: [] };
    report.error("RV003", TOP, `The fingerprint ${twice} is named twice.`);
    return { baseline: null, diagnostics: report.diagnostics };
  }
  // JSON is YAML: the slower reader knows where things stand.
  const root = parseYaml(source.text, BASELINE_LIMITS, report);
  if (root?.kind === "map" && !validated.ok) reportShape(root, validated.errors, "baseline", report, () => false);
  if (report.diagnostics.length === 0) report.error("RV012", TOP, "The file is no baseline: reeve baseline write makes one.");
  return { baseline: null, diagnostics: report.diagnostics.sort(byPosition) };
}

const TOP = { line: 1, column: 1, endLine: 1, endColumn: 1 };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function repeated(texts: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const text of texts) {
    if (seen.has(text)) return text;
    seen.add(text);
  }
  return null;
}

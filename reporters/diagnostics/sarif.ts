import { jsonText } from "../../schemas/index.ts";
import { SARIF_SCHEMA } from "../sarif/schema.ts";
import { uriOf } from "../uri.ts";
import type { Codes, PrintedDiagnostic } from "./diagnostic.ts";

/**
 * One SARIF run: a rule for each code that occurs, a result for each diagnostic, its correction as a fix.
 * Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0 plus Errata 01".
 */
export function diagnosticsSarif(diagnostics: readonly PrintedDiagnostic[], codes: Codes, version: string): string {
  const used = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const rules = used.map((code) => {
    const entry = Object.hasOwn(codes, code) ? codes[code] : undefined;
    const { title, reason } = entry ?? { title: code, reason: code };
    const help = { text: `${reason} reeve explain ${code} shows an example and its correction.` };
    return { id: code, shortDescription: { text: title }, fullDescription: { text: reason }, help };
  });
  const log = {
    $schema: SARIF_SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "reeve", semanticVersion: version, rules } },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic) => result(diagnostic, used.indexOf(diagnostic.code))),
      },
    ],
  };
  return `${jsonText(log, 2)}\n`;
}

function result(diagnostic: PrintedDiagnostic, ruleIndex: number) {
  const { code, severity, message, effect, suggestion, line, column, endLine, endColumn } = diagnostic;
  const artifactLocation = { uri: uriOf(diagnostic.file) };
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  const replacement = { deletedRegion: region, insertedContent: { text: suggestion ?? "" } };
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: effect === undefined ? message : `${message} ${effect}` },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    ...(suggestion === undefined
      ? {}
      : { fixes: [{ description: { text: "The corrected text" }, artifactChanges: [{ artifactLocation, replacements: [replacement] }] }] }),
  };
}

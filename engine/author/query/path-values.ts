import type { ReeveDocument, ResourceKind, Result } from "../../../schemas/index.ts";
import { evaluationTargets, evidenceOf, type RefusedDocument } from "../../evaluate/index.ts";
import { type Check, type Diagnostic, describe, newReport, newScope, resolvePath, withSoundCorrections } from "../../language/index.ts";

/** A path's value of one resource or record; `value` as evidence shows it. */
export interface PathValue {
  resource: Result["resource"];
  value: Result["evidence"][number]["value"];
}

function resolve(kind: ResourceKind, path: string) {
  const report = newReport("path");
  const at = { line: 1, column: 1, endLine: 1, endColumn: path.length + 1 };
  const resolved = resolvePath(path, at, newScope(kind, report));
  return { resolved, diagnostics: report.diagnostics };
}

/** Reads one path of every resource of a kind, or of every record. `diagnostics` where there is no such path. */
export function pathValues(
  document: ReeveDocument,
  kind: ResourceKind,
  path: string,
): { ok: true; values: PathValue[] } | { ok: false; diagnostics: Diagnostic[] } | (RefusedDocument & { diagnostics?: never }) {
  const { resolved, diagnostics } = resolve(kind, path);
  if (resolved?.kind !== "path") {
    const check: Check = ({ text }) => resolve(kind, text).diagnostics;
    const shown = withSoundCorrections(
      diagnostics,
      () => path,
      () => check,
    );
    return { ok: false, diagnostics: shown };
  }
  const found = evaluationTargets(document, kind);
  if (!found.ok) return found;
  const values: PathValue[] = [];
  for (const { resource, frame } of found.stands.each()) {
    const [evidence] = evidenceOf([describe({ frame, scope: { params: {}, lets: [] }, kind, items: [] }, resolved)], document, frame.clockMs);
    if (evidence) values.push({ resource, value: evidence.value });
  }
  return { ok: true, values };
}

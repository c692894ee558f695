import { instantOf, isUnknownMark } from "../../../document/index.ts";
import { isUnknown, plural, type ReeveDocument, type ResourceKind, type document as records, TABLE } from "../../../schemas/index.ts";
import { derive, indexDocument, newEvaluationGaps, stateBeforeEvents } from "../../evaluate/index.ts";
import { compiler, type Diagnostic, type DocumentIndex, type EvaluationFrame, FALSE, type Resource, type SourceFile, TRUE } from "../../language/index.ts";
import { type IntendedClause, reader } from "./read.ts";

/** Faults whose effect can be told: a path that is not there, and values that are never equal. The others leave nothing that could be evaluated. */
const SIMULATED_CODES: readonly string[] = ["RV030", "RV032", "RV042", "RV043"];

/** Whether a document is needed to tell more of these. */
export const hasEffect = (diagnostic: Diagnostic): boolean => diagnostic.severity === "error" && SIMULATED_CODES.includes(diagnostic.code);

/** Files and faults beyond which nobody reads on. */
const MAX_FAULTS = 200;

/**
 * Adds to each diagnostic what its clause would have said of the document's resources, had the fault passed in silence: as JsonLogic reads it, an absent
 * path is null and comparisons are strict. `of` names the document: `the bundled sample`. A diagnostic whose effect cannot be told stays as it is.
 */
export function withEffects(diagnostics: readonly Diagnostic[], sources: readonly SourceFile[], given: ReeveDocument, of: string): Diagnostic[] {
  const document = derive(given);
  const gaps = newEvaluationGaps(document);
  const indexed = indexDocument(document, gaps);
  if (!indexed.ok) return [...diagnostics];
  const readers = new Map<string, ReturnType<typeof reader>>();
  const resources = subjects(document, indexed.index);
  let reportedCount = 0;
  return diagnostics.map((diagnostic) => {
    if (!hasEffect(diagnostic) || reportedCount >= MAX_FAULTS) return diagnostic;
    const source = sources.find(({ file }) => file === diagnostic.file);
    if (!source) return diagnostic;
    if (!readers.has(source.file)) readers.set(source.file, reader(source));
    const intendedClause = readers.get(source.file)?.(diagnostic);
    const effect = intendedClause ? effectOf(intendedClause, diagnostic.code, resources(intendedClause.kind), indexed.index, of) : null;
    reportedCount += 1;
    return effect === null ? diagnostic : { ...diagnostic, effect };
  });
}

type Judged = Pick<EvaluationFrame, "resource" | "clockMs" | "stateBefore">;

/** What there is of a kind to judge, each with its moment; made once for each kind. */
function subjects(document: ReeveDocument, index: DocumentIndex): (kind: ResourceKind) => Judged[] {
  const known = new Map<ResourceKind, Judged[]>();
  const clockMs = instantOf(document.collectedAt) ?? 0;
  const state = (kind: ResourceKind): Judged[] => {
    const list = kind === "account" || kind === "root" ? [index[kind]] : index.list(TABLE.kinds[kind].list ?? "");
    return isUnknownMark(list) ? [] : list.filter((one) => !isUnknownMark(one)).map((one) => ({ resource: one as Resource, clockMs, stateBefore: null }));
  };
  return (kind) => {
    const found = known.get(kind) ?? (kind === "event" ? eventsOf(document, clockMs) : state(kind));
    known.set(kind, found);
    return found;
  };
}

function eventsOf(document: ReeveDocument, collectedMs: number): Judged[] {
  const events = isUnknown(document.events) ? [] : document.events.filter((event): event is records.Event => !isUnknown(event));
  const gateOf = stateBeforeEvents(document, events, newEvaluationGaps(document));
  return events.map((event) => ({ resource: event as unknown as Resource, clockMs: instantOf(event.at) ?? collectedMs, stateBefore: gateOf(event) }));
}

function effectOf({ condition, scope, kind }: IntendedClause, code: string, judged: readonly Judged[], index: DocumentIndex, of: string): string | null {
  if (judged.length === 0) return null;
  const counts = { true: 0, false: 0, unknown: 0 };
  try {
    const made = compiler(scope);
    const holds = made.condition(condition);
    for (const one of judged) {
      const truth = holds({ ...one, index, items: [], lets: new Array(made.letSlots()).fill(undefined) });
      counts[truth === TRUE ? "true" : truth === FALSE ? "false" : "unknown"] += 1;
    }
  } catch {
    // A clause that is wrong in another way too has no effect of its own to tell.
    return null;
  }
  const total = judged.length;
  const [one, many] = kind === "policy" ? ["policy", "policies"] : [KIND_WORDS[kind] ?? kind, `${KIND_WORDS[kind] ?? kind}s`];
  const all = (["true", "false", "unknown"] as const).filter((truth) => counts[truth] > 0).map((truth) => `${truth} for ${counts[truth]}`);
  const fault = code === "RV030" ? "As written," : code === "RV032" ? "As it stands" : "Compared as it stands,";
  return `${fault} the clause is ${all.join(", ")} of ${plural(total, one, many)} of ${of}.`;
}

const KIND_WORDS: Partial<Record<ResourceKind, string>> = {
  accessKey: "access key",
  event: "record",
  mfaDevice: "MFA device",
  oidcProvider: "OIDC provider",
  root: "root user",
  samlProvider: "SAML provider",
  serverCertificate: "server certificate",
};

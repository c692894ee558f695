import { byGapId, explainAnswers, type Query } from "../../engine/index.ts";
import { diagnosticText, paintOf, tally, visible, wrap } from "../../reporters/index.ts";
import { jsonText, type ResourceKind, timeText } from "../../schemas/index.ts";
import { answersText } from "../answers-text.ts";
import type { EvalFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import type { DocumentFiles } from "../load-document.ts";
import { filesInput, type QuestionSource, questionSource } from "../question-source.ts";
import { ask, kindOf, type Params, paramsOf } from "../questions.ts";

/** What `eval` was called with. */
interface EvalInput {
  condition: string;
  kind: ResourceKind;
  params: Params;
  /** Null: the document of the last check, or the sample. */
  files: DocumentFiles | null;
  format: "text" | "json";
  all: boolean;
}

const evalInput = (condition: string, { param, format, all, ...flags }: EvalFlags): EvalInput => ({
  condition,
  params: paramsOf(param),
  kind: kindOf(flags.resource ?? (flags.events && !flags.snapshot ? "event" : null), condition),
  files: filesInput(flags),
  format,
  all: all === true,
});

/** Puts one condition to a document. Exit code 0 whatever the answer, 2 when the condition is wrong. */
export async function evalCommand(condition: string, flags: EvalFlags, io: Io): Promise<number> {
  const { kind, params, files, format, all } = evalInput(condition, flags);
  const source = await questionSource(files, kind, io);
  const { query, diagnostics } = ask(source.document, kind, condition, params);
  if (diagnostics.length > 0 && format === "text") for (const text of diagnosticText(diagnostics, () => condition, io.err)) await io.err.write(`${text}\n`);
  if (!query) {
    if (format === "json") await io.out.write(`${jsonText({ condition, kind, diagnostics }, 2)}\n`);
    await io.err.write(`reeve: ${tally(diagnostics)} in the condition: nothing was asked.\n`);
    return 2;
  }
  if (format === "json") {
    await io.out.write(`${jsonText({ ...asData(condition, source, query), diagnostics }, 2)}\n`);
    return 0;
  }
  const paint = paintOf(io.out.color);
  await io.out.write(`${wrap(paint.dim(`Asked of ${source.name}, as of ${timeText(visible(source.document.collectedAt))}.`), io.out.width).join("\n")}\n`);
  for (const text of answersText(source.document, query, { width: io.out.width, all }, paint)) {
    if (io.out.closed()) break;
    await io.out.write(text);
  }
  return 0;
}

function asData(condition: string, { document, name }: QuestionSource, query: Query) {
  const { kind, answers, counts, hidden } = query;
  const { explanations, gaps } = explainAnswers(document, query, answers);
  const known = { ...query.gaps, ...gaps };
  const results = answers.map((answer, index) => ({
    truth: answer.truth,
    resource: answer.resource,
    ...(answer.occurrence === null ? {} : { occurrence: answer.occurrence, at: answer.at }),
    deciding: (explanations[index]?.deciding ?? []).map(({ path }) => path),
    values: explanations[index]?.values ?? [],
    gaps: answer.truth === "unknown" ? (explanations[index]?.gaps ?? []) : [],
  }));
  const ids = [...new Set([...hidden, ...results.flatMap((result) => result.gaps)])].sort(byGapId);
  const listed = Object.fromEntries(ids.flatMap((id) => (known[id] ? [[id, known[id]]] : [])));
  return { condition, kind, document: { name, collectedAt: document.collectedAt }, counts, hidden, results, gaps: listed };
}

import { didYouMean } from "../../document/text/index.ts";
import { comparingBy, decidedToday, detailsOf, type Explanation, evaluateOptions, explain, smallestChanges, type Turn, valuesOf } from "../../engine/index.ts";
import {
  acceptanceText,
  evidenceText,
  gapAdvice,
  gapTitle,
  keptText,
  type Numbered,
  type Paint,
  paintOf,
  plural,
  reasonText,
  resourceText,
  severityPaint,
  short,
  sourceText,
  visible,
  wrap,
} from "../../reporters/index.ts";
import { isUnexcused } from "../../schemas/index.ts";
import { turnText } from "../change-text.ts";
import { decisionsOf } from "../decisions/load-decisions.ts";
import type { FindingFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { type FindingInput, type FindingReading, findingInput, originText, parseFindingRef, readFinding, ruleNow, selectionNow } from "../last-check-query.ts";
import type { KeptResults } from "../last-check-store.ts";
import { configFlag, flagText } from "../report.ts";
import { choose, selectionOf } from "../selection/choose.ts";
import type { RuleSelection } from "../selection/sources.ts";
import { type NoteOf, truthText } from "../truth-text.ts";
import { UsageError } from "../usage-error.ts";

/** Why a result is what it is, condition by condition; of a rule, what it asks and what it found. */
export async function explainCommand(what: string, flags: FindingFlags, io: Io): Promise<number> {
  const input = findingInput(what, flags);
  if (/^rv\d+$/i.test(input.what)) return (await import("./explain-code.ts")).explainCode(input.what, io);
  const found = await parseFindingRef(input, io);
  if (found.kind === "rule") {
    refuseUnknown(found.id, input.selection);
    return showRule(found.id, input.selection, io);
  }
  const { check, members } = found;
  const [member] = members;
  if (!member) return 2;
  await io.out.write(`${wrap(originText(check), io.out.width).join("\n")}\n\n`);
  if (found.by === "rule") {
    const code = await showRule(member.result.rule, selectionNow(check, input.selection), io);
    return code === 0 ? printMembers(members, io) : code;
  }
  const read = await readFinding(check, input, io);
  if (!read) return 2;
  const { finding, why } = whyOf(member, check.results, read);
  for (const text of explanationText(finding, why, { ...nextFlags(input), what: input.what }, io.out.width, paintOf(io.out.color))) await io.out.write(text);
  return 0;
}

const showRule = async (id: string, selection: RuleSelection, io: Io): Promise<number> =>
  (await import("./rules-show.ts")).showRule({ id, selection, form: "text" }, io);

async function printMembers(members: readonly Numbered[], io: Io): Promise<number> {
  const numbers = members.slice(0, 20).map(({ number }) => number);
  await io.out.write(
    `\nThe last check has ${plural(members.length, "result")} of it: ${numbers.join(", ")}${members.length > 20 ? ", …" : ""}. reeve explain ${numbers[0]} shows one.\n`,
  );
  return 0;
}

/** The result with its message and evidence, and what explains it. Pure. */
function whyOf(member: Numbered, results: KeptResults, { document, chosen, kept, redactor }: FindingReading): { finding: Numbered; why: Why } {
  const rule = ruleNow(chosen, member.result.rule);
  const options = evaluateOptions(selectionOf(chosen), chosen.rules);
  const detailOf = detailsOf(document, chosen.rules, options);
  const result = { ...member.result, ...detailOf(member.result) };
  const explanation = explain(document, rule, result, options);
  const why: Omit<Why, "results" | "rationale" | "hasRemediation"> = {
    explanation,
    values: explanation ? valuesOf(document, explanation, result.at) : [],
    turns: result.status === "fail" ? smallestChanges(document, rule, result, options) : [],
    decided: keptText(decidedToday(results, decisionsOf(kept), document, detailOf, comparingBy([document], selectionOf(chosen)))(member.result)),
  };
  // Which results a plan changed is not kept: values equal to a sensitive one are left out everywhere.
  return {
    finding: { ...member, result: redactor.explanation(result) },
    why: { ...redactor.explanation(why), rationale: rule.rationale, hasRemediation: rule.remediation !== null, results },
  };
}

/** A name that nothing bears is told as it was asked. */
function refuseUnknown(what: string, selection: RuleSelection): void {
  const { rules, diagnostics } = choose(selection);
  if (diagnostics.some(({ severity }) => severity === "error") || rules.some(({ id, formerly }) => id === what || formerly.includes(what))) return;
  const ids = rules.map(({ id }) => id);
  throw new UsageError(
    `${short(what)} is neither a number or fingerprint of the last check nor the id of a rule.${didYouMean(what, ids, " reeve rules list names them.")}`,
  );
}

/** What the next commands are typed with: the finding as it was named here, and what they find it and its rule by. */
interface NextCommands {
  what: string;
  ofFinding: string;
  ofRule: string;
}

function nextFlags({ selection, from }: FindingInput): Omit<NextCommands, "what"> {
  const ofRule = configFlag(selection.config);
  if (from === null) return { ofFinding: ofRule, ofRule };
  const { snapshot = null, events = null } = from.document ?? {};
  const files = [...(snapshot === null ? [] : [flagText("--snapshot", snapshot)]), ...(events ?? []).map((file) => flagText("--events", file))];
  return { ofFinding: `${ofRule}${flagText("--results", from.file)}${files.join("")}`, ofRule };
}

/** What there is to say of one result. */
interface Why {
  rationale: string;
  hasRemediation: boolean;
  explanation: Explanation | null;
  /** Every value that its conditions read. */
  values: ReturnType<typeof valuesOf>;
  turns: Turn[];
  /** Whose decision keeps it from counting; null where it counts. */
  decided: string | null;
  results: KeptResults;
}

function* explanationText(
  { number, result }: Numbered,
  { rationale, hasRemediation, explanation, values, turns, decided, results }: Why,
  next: NextCommands,
  width: number,
  paint: Paint,
): Iterable<string> {
  const label = (name: string): string => `  ${paint.dim(name.padEnd(9))}`;
  const line = (name: string, text: string): string => `${wrap(text, width, label(name)).join("\n")}\n`;
  const status = result.status === "fail" ? "finding" : isUnexcused(result) ? "match that may be excused" : result.status;
  yield `${wrap(`${severityPaint(paint, result.severity)(result.severity)} ${status}: ${paint.bold(short(result.message, 400))}`, width, `${number}  `).join("\n")}\n\n`;
  yield line("where", resourceText(result));
  yield line("rule", `${visible(result.rule)}: ${short(rationale, 2000)}`);
  if (result.occurrence !== undefined) yield line("event", visible(result.occurrence));
  if (result.fingerprint !== undefined) yield line("id", visible(result.fingerprint));
  if (decided !== null) yield line("accepted", short(decided, 500));
  const shown = result.evidence.length > 0 ? result.evidence : (explanation?.evidence ?? []);
  if (shown.length > 0) yield `\n${paint.bold("Evidence")}\n`;
  for (const evidence of shown) {
    const source = sourceText(evidence);
    yield `${wrap(evidenceText(evidence, 1000) + (source ? paint.dim(` (${source})`) : ""), width, "  ").join("\n")}\n`;
  }
  if (result.status === "unknown") yield* unknownText(result.gaps, result.reason, results, width, paint);
  const note = notes(values, results, paint);
  for (const { name, tree } of explanation?.conditions ?? []) {
    yield `\n${paint.bold(MEANING[name])}\n`;
    yield* truthText(tree, width, paint, 1, note);
  }
  for (const { to, tree } of explanation?.raise ?? []) {
    yield `\n${paint.bold(`raised to ${to} if`)}\n`;
    yield* truthText(tree, width, paint, 1, note);
  }
  if (turns.length > 0) yield `\n${paint.bold("Smallest change")}\n`;
  for (const turn of turns) yield `${wrap(turnText(turn), width, "  ").join("\n")}\n`;
  if (!explanation && result.reason !== "manual") yield `\n${paint.dim("The result is not about one resource, so there is no condition to follow.")}\n`;
  const isRemediable = hasRemediation && (result.status === "fail" || isUnexcused(result));
  const remediate = isRemediable ? `reeve remediate ${visible(next.what)}${next.ofFinding} · ` : "";
  yield `\n${wrap(paint.dim(`Next: ${remediate}reeve rules show ${visible(result.rule)}${next.ofRule}`), width).join("\n")}\n`;
}

/** Of each test the call that its values come from and their age, and the gaps of what is unknown. That a record is told by itself goes unsaid. */
function notes(values: Why["values"], results: KeptResults, paint: Paint): NoteOf {
  const byPath = new Map(values.map((value) => [value.path, value]));
  return ({ subject, operand, elements, gaps }) => {
    const read = [subject, ...(operand ? [operand] : [])].flatMap(({ text, isPath }) => (isPath ? [byPath.get(text)] : []));
    const sources =
      elements.length > 0
        ? []
        : read.flatMap((value) => (value && !value.source?.startsWith("CloudTrail record") ? [sourceText(value)] : [])).filter((text) => text !== "");
    const missing = gaps.flatMap((id) => (Object.hasOwn(results.gaps, id) ? [results.gaps[id]] : [])).flatMap((gap) => (gap ? [gapTitle(gap)] : []));
    const explanationLines = [...new Set([...sources, ...missing])];
    return explanationLines.length > 0 ? paint.dim(` (${explanationLines.join("; ")})`) : "";
  };
}

const MEANING: Record<Explanation["conditions"][number]["name"], string> = {
  applies: "applies: is it judged at all?",
  require: "require: must hold",
  match: "match: makes a finding",
  unless: "unless: excuses it",
};

function* unknownText(gaps: string[], reason: string | undefined, results: KeptResults, width: number, paint: Paint): Iterable<string> {
  yield `\n${paint.bold("What would make it known")}\n`;
  for (const id of gaps) {
    const gap = Object.hasOwn(results.gaps, id) ? results.gaps[id] : undefined;
    if (!gap) continue;
    const acceptance = results.accepted.find((entry) => entry.gap === id);
    const accepted = acceptance ? ` (${acceptanceText(acceptance)})` : "";
    yield `${wrap(`${gapTitle(gap)}${gap.scope ? `, ${short(gap.scope)}` : ""}${accepted}`, width, "  ").join("\n")}\n`;
    if (gap.message && gap.source !== "document") yield `${wrap(paint.dim(short(gap.message, 400)), width, "    ").join("\n")}\n`;
    yield `${wrap(gapAdvice(gap), width, "    ").join("\n")}\n`;
  }
  if (gaps.length > 0) return;
  const explanationLines = reasonText(reason);
  yield `${wrap(`${explanationLines.what}. ${explanationLines.advice}`, width, "  ").join("\n")}\n`;
}

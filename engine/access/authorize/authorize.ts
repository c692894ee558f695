import type { AccessAnswer, AccessLayer, AccessProblem, AccessReason, AccessVerdict, LayerAnswer } from "../../../schemas/index.ts";
import { NOT_CHOSEN } from "../search.ts";
import type { Lookup } from "../text/template.ts";
import { type CheckedQuestion, checkQuestion } from "./check.ts";
import { explained, missingLayers } from "./explain.ts";
import { type Marks, marksFor } from "./marks.ts";
import type { AccessQuestion, AccessSources } from "./question.ts";
import { specialRule } from "./rules.ts";
import { situationOf } from "./situation.ts";
import { contextIn, decidingKeys, nearestDenied, verdictOf } from "./verdict.ts";

export type Authorized = { ok: true; answer: AccessAnswer } | { ok: false; problems: AccessProblem[] };

/**
 * Whether a principal may make a request, and why. Keys of the context that neither the document nor the question fixes are free: where the verdict rests on
 * them it is `conditional`. What was not read makes it `unknown`, or `conditional` where only the policy of the resource was not read.
 *
 * @returns problems where a name of the question does not exist or contradicts the document
 */
export function authorize(question: AccessQuestion, sources: AccessSources): Authorized {
  const found = checkQuestion(question, sources);
  if (!found.ok) return found;
  const { checked } = found;
  const marks = marksFor(sources.document);
  const base = { principal: checked.caller.sessionArn ?? checked.caller.arn, action: `${checked.row.service}:${checked.row.name}`, resource: checked.resource };
  const special = specialRule(checked);
  if (special) return { ok: true, answer: { ...EMPTY, ...base, ...special } };

  const decided = decideWith(question, checked, sources, marks);
  if (!decided.ok) return decided;
  const { answer, isUnread } = decided;
  if (!isUnread || question.scope === "identity") return { ok: true, answer: { ...answer, ...base } };
  // What was read decides the rest: its layers and contexts are shown, and beside them what was not read.
  const withoutUnread = decideWith({ ...question, scope: "identity" }, checked, sources, marksFor(sources.document));
  if (!withoutUnread.ok) return withoutUnread;
  const { answer: ofRead } = withoutUnread;
  const read = ofRead.verdict;
  if (read === "unknown") return { ok: true, answer: { ...answer, ...base, read } };
  const layers = ofRead.layers.map((layer) => (layer.outcome === "none" || layer.statements.length === 0 ? unknownLayer(layer, answer.layers) : layer));
  return { ok: true, answer: { ...ofRead, ...base, verdict: "conditional", layers, assumed: answer.assumed, unread: answer.unread, read } };
}

/** A layer as it is with what was not read, where that leaves it unknown. */
const unknownLayer = (layer: LayerAnswer, all: readonly LayerAnswer[]): LayerAnswer =>
  all.find((one) => one.layer === layer.layer && one.outcome === "unknown") ?? layer;

const EMPTY: Omit<AccessAnswer, "verdict" | "reason" | "principal" | "action" | "resource"> = {
  decidedBy: [],
  layers: [],
  hangsOn: [],
  allowedWith: null,
  deniedWith: null,
  gaps: [],
  assumed: [],
  unread: [],
  read: null,
};

type Answer = Omit<AccessAnswer, "principal" | "action" | "resource">;
type WithAnswer = { ok: true; answer: Answer; isUnread: boolean } | { ok: false; problems: AccessProblem[] };

function decideWith(question: AccessQuestion, checked: CheckedQuestion, sources: AccessSources, marks: Marks): WithAnswer {
  const situated = situationOf(question, checked, sources, marks);
  if (!situated.ok) return situated;
  const { situation, assumed } = situated;
  const decided = verdictOf(situation, checked);
  if (decided.isImpossible) return { ok: false, problems: [{ code: "impossible-context", value: checked.caller.sessionArn ?? checked.caller.arn }] };
  const { verdict, allowedWith } = decided;
  const deniedWith = nearestDenied(decided);
  const shown: Lookup = (verdict === "allowed" || verdict === "conditional" ? allowedWith : deniedWith) ?? allowedWith ?? deniedWith ?? (() => NOT_CHOSEN);
  const layers = explained(situation, shown);
  const otherwise = verdict === "conditional" && deniedWith ? explained(situation, deniedWith) : null;
  const decision = decided.decision(verdict === "conditional" && deniedWith ? deniedWith : shown);
  const found = [...decided.marks, ...layers.marks].filter((mark) => mark.$unknown !== NOT_CHOSEN.$unknown);
  const distinct = verdict === "unknown" ? [...new Map(found.map((mark) => [mark.$unknown, mark])).values()] : [];
  const unread = distinct.flatMap((mark) => marks.unreadOf(mark) ?? []);
  const isExplicit = decision.explicit === true;
  const missing = missingLayers(situation, decision);
  const answer: Answer = {
    verdict,
    reason: reasonOf(verdict, isExplicit, checked.caller.kind === "root"),
    decidedBy: verdict === "allowed" ? outcomes(layers.layers, "allows") : isExplicit ? outcomes((otherwise ?? layers).layers, "denies") : missing,
    layers: layers.layers,
    ...(otherwise ? { otherwise: otherwise.layers } : {}),
    hangsOn: verdict === "conditional" ? decidingKeys(decided) : [],
    allowedWith: verdict === "conditional" || verdict === "unknown" ? contextIn(allowedWith, decided) : null,
    deniedWith: verdict === "conditional" || verdict === "unknown" ? contextIn(deniedWith, decided) : null,
    gaps: distinct.filter((mark) => !marks.isUnread(mark)).map(marks.gapOf),
    assumed,
    unread,
    read: null,
  };
  return { ok: true, answer, isUnread: unread.length > 0 };
}

const outcomes = (layers: readonly LayerAnswer[], outcome: LayerAnswer["outcome"]): AccessLayer[] =>
  layers.flatMap((one) => (one.outcome === outcome ? [one.layer] : []));

function reasonOf(verdict: AccessVerdict, isExplicit: boolean, isRoot: boolean): AccessReason {
  if (verdict === "unknown") return "not-decided";
  if (verdict === "allowed") return isRoot ? "root-user" : "allowed-by-statement";
  return isExplicit ? "explicit-deny" : "implicit-deny";
}

import { readPlan } from "../../collectors/index.ts";
import { derive } from "../../engine/evaluate/derive/index.ts";
import type { CheckedRule } from "../../engine/index.ts";
import { predict } from "../../engine/index.ts";
import type { ReeveDocument, ReeveResults } from "../../schemas/index.ts";
import { knowsMore } from "../collectors/knows-less.ts";
import { decidedOtherwise, shippedRules } from "../collectors/shipped-rules.ts";
import { evaluate } from "../judged.ts";
import { alike } from "./alike.ts";
import type { RecordedApply } from "./recorded.ts";
import { type KnownChanges, toldOf } from "./told.ts";

/** Parameters with which the rules that wait for them judge too. */
const PARAMS = { "guardrail-absent": { guardrailPolicies: ["arn:*:iam::*:policy/*guard*"], guardrailTargets: ["arn:*:iam::*:group/*"] } };

const STATE_RULES: CheckedRule[] = shippedRules().filter((rule) => rule.resource !== "event");

/** What a prediction says, held against what the apply did. */
export interface PredictionProof {
  predicted: ReeveDocument;
  /** Parts of the plan that could not be judged. */
  problems: string[];
  /** Known values of the predicted document that the real one does not have; empty when it was right. */
  wrong: string[];
  /** Results decided on the predicted document that the real one decides otherwise. */
  decidedOtherwise: string[];
  /** Results in all, those that are decided on the predicted document, and those on the real one. */
  results: { real: number; predicted: number; total: number };
  told: KnownChanges;
}

/** Members that recordings from before them do not hold. */
const LATER_MEMBERS = ["languageVersion", "documentId"];

export function prove({ name, before: storedBefore, plan, after: storedAfter }: RecordedApply): PredictionProof {
  const later = JSON.stringify(storedAfter).includes(`"${LATER_MEMBERS[0]}"`);
  // Accounts of older recordings hold derived fields, predictions none: both are compared with all of them.
  const comparable = (document: ReeveDocument): ReeveDocument => (later ? derive(document) : withoutLater(derive(document)));
  const [before, after] = [comparable(storedBefore), comparable(storedAfter)];
  const read = readPlan(plan, `${name}/plan.json`);
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  const prediction = predict(storedBefore, [read.plan]);
  const predicted = comparable(alike(prediction.document, after));
  const [expected, real] = [judged(predicted), judged(after)];
  return {
    predicted: prediction.document,
    problems: prediction.problems.map((problem) => JSON.stringify(problem)),
    wrong: knowsMore(predicted, after),
    decidedOtherwise: decidedOtherwise(expected, real),
    results: { real: decided(real), predicted: decided(expected), total: expected.results.length },
    told: toldOf(before, predicted, after),
  };
}

function judged(document: ReeveDocument): ReeveResults {
  const outcome = evaluate(document, STATE_RULES, { params: PARAMS });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.results;
}

const decided = ({ results }: ReeveResults): number => results.filter((result) => result.status !== "unknown").length;

const withoutLater = (document: ReeveDocument): ReeveDocument =>
  JSON.parse(JSON.stringify(document, (key, value) => (LATER_MEMBERS.includes(key) ? undefined : value)));

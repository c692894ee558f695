/**
 * State rules over a large account: the compiled evaluator against json-logic-js on the fragment that both can compute, in one run; a whole
 * judgement with every detail; and the built program on the same account as a file, against JSON.parse of it, with its memory. Exits 1 below a bar.
 * `npm run bench:state`.
 */
import jsonLogic from "json-logic-js";
import { linked } from "../engine/evaluate/cross-check/linked.ts";
import { ownOperations } from "../engine/evaluate/cross-check/referee.ts";
import { newEvaluationGaps } from "../engine/evaluate/evaluation-gaps.ts";
import { indexDocument } from "../engine/evaluate/snapshot.ts";
import { judge, tapeOf, withDetails } from "../engine/index.ts";
import { compiler } from "../engine/language/logic/compile.ts";
import type { CompiledCondition } from "../engine/language/logic/compiled.ts";
import type { EvaluationFrame, Resource } from "../engine/language/logic/document-index.ts";
import { lower } from "../engine/language/logic/lower.ts";
import type { Scope } from "../engine/language/logic/scope.ts";
import type { CheckedRule, ParamValue } from "../engine/language/rule.ts";
import { type ReeveDocument, TABLE } from "../schemas/index.ts";
import { checkOf } from "./check.ts";
import { largeDocument } from "./large-document.ts";
import { shippedRules } from "./rules.ts";

const BAR = 8;
const ROUNDS = 5;

interface Contest {
  rule: string;
  compiled: CompiledCondition;
  logic: unknown;
  frames: Resource[];
  data: Resource[];
  letSlots: number;
}

const paramsOf = (rule: CheckedRule): Record<string, ParamValue | undefined> => Object.fromEntries(rule.params.map((spec) => [spec.name, spec.default]));

function resourcesOf(document: ReeveDocument, rule: CheckedRule): Resource[] {
  const source = document as unknown as Record<string, Resource | Resource[]>;
  const found = source[TABLE.kinds[rule.resource].list ?? rule.resource] ?? [];
  return Array.isArray(found) ? found : [found];
}

/** Every condition of a state rule that lies in the common fragment, over every resource of its kind. */
function contests(document: ReeveDocument, rules: readonly CheckedRule[]): Contest[] {
  const data = linked(document);
  const shared = new Map<string, Resource[]>();
  return rules.flatMap((rule) => {
    const { body } = rule;
    const params = paramsOf(rule);
    if (body.kind !== "state" || Object.values(params).includes(undefined)) return [];
    const scope: Scope = { params, lets: rule.lets };
    const resources = resourcesOf(document, rule);
    const views = shared.get(rule.resource) ?? resources.map((resource) => data(rule.resource, resource));
    shared.set(rule.resource, views);
    const made = compiler(scope);
    return [body.applies, body.require].flatMap((condition) => {
      if (!condition) return [];
      const { logic, inFragment } = lower(scope, rule.resource, condition);
      return inFragment ? [{ rule: rule.id, compiled: made.condition(condition), logic, frames: resources, data: views, letSlots: made.letSlots() }] : [];
    });
  });
}

const seconds = (run: () => void): number => {
  const startedAt = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - startedAt) / 1e9;
};

const median = (values: number[]): number => values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;

const write = (text: string): unknown => process.stdout.write(`${text}\n`);

// Before anything fills the heap of this process: JSON.parse runs here.
const program = checkOf(JSON.stringify(largeDocument(10_000, 5_000)));
const document = JSON.parse(JSON.stringify(largeDocument(10_000, 5_000))) as ReeveDocument;
const text = JSON.stringify(document);
const rules = shippedRules();
const clockMs = Date.parse(document.collectedAt);
for (const [name, twin] of Object.entries(ownOperations(() => clockMs))) jsonLogic.add_operation(name, twin);
const indexed = indexDocument(document, newEvaluationGaps(document));
if (!indexed.ok) throw new Error("the document is refused");
const frame: EvaluationFrame = { index: indexed.index, resource: {}, clockMs, stateBefore: null, items: [], lets: new Array(64).fill(undefined) };

const held = contests(document, rules);
let tests = 0;
let disagreements = 0;
for (const contest of held) {
  contest.frames.forEach((resource, at) => {
    tests += 1;
    frame.resource = resource;
    frame.lets.fill(undefined);
    const truth = contest.compiled(frame);
    if (truth === 2 || (truth === 1) !== (jsonLogic.apply(contest.logic as never, contest.data[at]) === true)) disagreements += 1;
  });
}

let kept = 0;
const ours = (): void => {
  for (const { compiled, frames, letSlots } of held) {
    for (const resource of frames) {
      frame.resource = resource;
      if (letSlots > 0) frame.lets.fill(undefined);
      kept += compiled(frame);
    }
  }
};
const theirs = (): void => {
  for (const { logic, data } of held) for (const view of data) kept += jsonLogic.apply(logic as never, view) === true ? 1 : 0;
};
const rounds = Array.from({ length: ROUNDS }, () => ({ ours: seconds(ours), theirs: seconds(theirs) }));
const [ourTime, theirTime] = [median(rounds.map((round) => round.ours)), median(rounds.map((round) => round.theirs))];
const ratio = theirTime / ourTime;

const parse = median(Array.from({ length: 3 }, () => seconds(() => void JSON.parse(text))));
let results = 0;
const whole = median(
  Array.from({ length: 3 }, () =>
    seconds(() => {
      const outcome = judge(document, tapeOf(document), rules, { documentHash: false });
      if (outcome.ok) results = withDetails(document, rules, outcome.results).results.length;
    }),
  ),
);

write(`document      10,000 users, 5,000 roles, 20,000 keys; ${(text.length / 1e6).toFixed(0)} MB, JSON.parse ${parse.toFixed(2)} s`);
write(
  `rules         ${rules.length} shipped; ${held.length} conditions of ${new Set(held.map((one) => one.rule)).size} state rules lie in the common fragment`,
);
write(`json-logic-js ${theirTime.toFixed(3)} s for ${tests.toLocaleString("en")} conditions (${((theirTime / tests) * 1e6).toFixed(2)} µs each)`);
write(`compiled      ${ourTime.toFixed(3)} s (${((ourTime / tests) * 1e6).toFixed(3)} µs each)`);
write(`ratio         ${ratio.toFixed(1)} × (at least ${BAR})`);
write(`judge         ${whole.toFixed(2)} s, ${results.toLocaleString("en")} results with evidence; ${(whole / parse).toFixed(1)} × JSON.parse`);
write(`              peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, json-logic-js's own view of the data included`);
write(
  `check         ${program.check.toFixed(2)} s for \`check --format text\` of the built program; the first, which parses the rules, ${program.first.toFixed(2)} s`,
);
write(
  `bound         ${program.bound.toFixed(2)} s (2 × JSON.parse of ${program.parse.toFixed(3)} s + 1 s): ${program.check > program.bound ? "MISSED" : "within"}, ${(program.check / program.bound).toFixed(2)} of it`,
);
write(`peak memory   ${program.peakMb.toFixed(0)} MB of the program`);
if (disagreements > 0) write(`${disagreements} conditions came out differently`);
if (ratio < BAR || disagreements > 0 || kept < 0 || program.check > program.bound) process.exitCode = 1;

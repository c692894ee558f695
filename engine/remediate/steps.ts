import type { RemediationStep } from "../language/index.ts";
import { resolveMembers, supplies } from "./arguments.ts";
import { fillText } from "./fill.ts";
import { type Merged, mergeFields, type Wish } from "./merge-fields.ts";
import { mergeSelectors } from "./merge-selectors.ts";
import type { Argument, Member, PartKind, PlannedStep, Withheld } from "./plan.ts";
import type { FindingReader } from "./reading.ts";
import { optionalMembers, type ReplacingCall, replacingCall } from "./replaces.ts";
import { regionOf, splitCall } from "./services.ts";

/** A failing rule whose steps may share a whole-object call. */
export interface Neighbour {
  rule: string;
  steps: readonly RemediationStep[];
  reading: FindingReader;
}

export interface StepContext {
  rule: string;
  partition: string | null;
  /** Region of the finding, for services with regions. */
  region: string | null;
  reading: FindingReader;
  neighbours: readonly Neighbour[];
}

/** The steps of one part with this finding's values. */
export function planSteps(kind: PartKind, steps: readonly RemediationStep[], context: StepContext): PlannedStep[] {
  let gapBefore = false;
  return steps.map((step) => {
    const human = step.human && fillText(step.human, context.reading);
    const planned = plan(kind, step, context);
    if ("code" in planned) {
      if (planned.code !== "absent") gapBefore = true;
      return { call: step.call, human, status: "withheld", because: planned };
    }
    const service = splitCall(step.call)?.service;
    const region = service ? regionOf(service, context.partition, texts(planned.members), context.region) : null;
    const { members, notes } = planned;
    return { call: step.call, human, status: "ready", with: members, supply: supplies(members), region, notes, afterGap: gapBefore };
  });
}

function plan(kind: PartKind, step: RemediationStep, context: StepContext): Merged {
  const members = resolveMembers(step.with, context.reading, optionalMembers(step.call));
  if ("code" in members) return members;
  const replacing = replacingCall(step.call);
  if (!replacing) return { members, notes: [] };
  return complete(replacing, members, kind === "remediation" ? context.neighbours : [], context);
}

/** A whole-object call with what must survive it. */
function complete(replacing: ReplacingCall, members: Member[], neighbours: readonly Neighbour[], context: StepContext): Merged {
  const object = replacing.object(members);
  const current = replacing.current(members, context.reading);
  if (current.kind === "no-document") return { code: "no-document", member: "the whole object", path: object };
  if (current.kind === "unknown") return { code: "object-unknown", object, gap: context.reading.gap(current.gap) };
  const wishes: Wish[] = [{ rule: context.rule, members }];
  for (const neighbour of neighbours) {
    for (const step of neighbour.steps) {
      if (step.call !== replacing.call) continue;
      const theirs = resolveMembers(step.with, neighbour.reading, optionalMembers(step.call));
      if (!("code" in theirs) && replacing.object(theirs) === object) wishes.push({ rule: neighbour.rule, members: theirs });
    }
  }
  if (replacing.merge.kind === "fields") return mergeFields(replacing, replacing.merge.fields, asRecord(current.value), wishes);
  return selectors(replacing, object, asRecord(current.value), wishes, context);
}

function selectors(
  replacing: ReplacingCall,
  object: string,
  trail: Readonly<Record<string, unknown>> | null,
  wishes: readonly Wish[],
  context: StepContext,
): Merged {
  const unknown = (gap: string | null): Withheld => ({ code: "object-unknown", object, gap });
  if (trail === null) return unknown(null);
  const data = trail.dataEvents;
  const mark: unknown = Array.isArray(data) ? data.at(-1) : data;
  if (typeof mark === "object" && mark !== null && "$unknown" in mark) return unknown(context.reading.gap(String(mark.$unknown)));
  return Array.isArray(data) ? mergeSelectors(replacing, data, wishes) : unknown(null);
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;

/** All texts among the parameters, in order. */
function texts(members: readonly Member[]): string[] {
  const found: string[] = [];
  const visit = (argument: Argument): void => {
    if (argument.kind === "value" && typeof argument.value === "string") found.push(argument.value);
    if (argument.kind === "list") argument.items.forEach(visit);
    if (argument.kind === "object") for (const member of argument.members) visit(member.argument);
  };
  for (const member of members) visit(member.argument);
  return found;
}

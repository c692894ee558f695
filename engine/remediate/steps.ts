import type { RemediationStep } from "../language/index.ts";
import { apart } from "./apart.ts";
import { resolveMembers, supplies, withDetermined } from "./arguments.ts";
import { fillAdvice, fillText } from "./fill.ts";
import type { RotationContext } from "./keys.ts";
import { affectsLockOut, lockOutOf } from "./lock-out.ts";
import { type Merged, mergeFields, type Wish } from "./merge-fields.ts";
import { mergeSelectors } from "./merge-selectors.ts";
import type { Argument, Member, PartKind, PlannedStep, ReadyStep, SuppliedValue, Withheld } from "./plan.ts";
import { FOR_EACH } from "./plan.ts";
import type { FindingReader } from "./reading.ts";
import { askBeforeRegrants, type ReadGrant } from "./regrant.ts";
import { optionalMembers, type ReplacingCall, replacingCall } from "./replaces.ts";
import { planRotation } from "./rotation.ts";
import { regionOf, splitCall } from "./services.ts";
import { sentences, visible } from "./text.ts";

/** A failing rule whose steps may share a whole-object call. */
export interface Neighbour {
  rule: string;
  steps: readonly RemediationStep[];
  reading: FindingReader;
  /** Whether the user named it together with the finding; else it may share the call only where it has at least the same severity. */
  isNamed: boolean;
  isAsSevere: boolean;
}

export interface StepContext {
  rule: string;
  partition: string | null;
  /** Region of the finding, for services with regions. */
  region: string | null;
  reading: FindingReader;
  /** What placeholders stand for. */
  supply: readonly SuppliedValue[];
  /** What placeholders can only stand for. */
  determined: ReadonlyMap<string, string>;
  neighbours: readonly Neighbour[];
  /** What is known of what an undo gives back. */
  grants: ReadGrant;
  /** Of access keys: which are to be rotated too, and what other findings make of them. */
  keys: Omit<RotationContext, "keysOf" | "isInactive">;
}

/** The steps of one part with this finding's values. */
export function planSteps(kind: PartKind, steps: readonly RemediationStep[], context: StepContext): PlannedStep[] {
  const planned = plannedSteps(kind, steps, context);
  if (kind === "undo") return askBeforeRegrants(planned, context.grants);
  return kind === "remediation" ? planRotation(planned, { ...context.keys, keysOf: context.reading.keys, isInactive: context.reading.isInactiveKey }) : planned;
}

function plannedSteps(kind: PartKind, steps: readonly RemediationStep[], context: StepContext): PlannedStep[] {
  let gapBefore = false;
  return steps.flatMap((step) => {
    const applies = step.when ? context.reading.holds(step.when) : "true";
    if (applies === "false") return [];
    if (applies === "unknown") {
      gapBefore = true;
      return [{ call: step.call, human: null, status: "withheld" as const, because: { code: "undecided" as const } }];
    }
    const { readings, missing } = readingsOf(step, context.reading);
    // What a person supplies differs from element to element.
    const made = readings.map((reading, index) => apart(planned(kind, step, { ...context, reading }, gapBefore), index, "e"));
    const all = missing === null ? made : [...made, { call: step.call, human: null, status: "withheld" as const, because: missing }];
    gapBefore ||= all.some((each) => each.status === "withheld" && each.because.code !== "absent");
    return all;
  });
}

/** What a step is made with: the finding, or each element of a list; and why others may be missing. */
function readingsOf({ forEach }: RemediationStep, reading: FindingReader): { readings: FindingReader[]; missing: Withheld | null } {
  if (!forEach) return { readings: [reading], missing: null };
  const at = { member: FOR_EACH, path: forEach.list.text };
  const found = reading.elements(forEach.list, forEach.where);
  if (found.kind === "no-document") return { readings: [], missing: { code: "no-document", ...at } };
  if (found.kind === "unknown") return { readings: [], missing: { code: "unknown", ...at, gap: reading.gap(found.gap) } };
  if (found.gaps.length > 0) return { readings: found.readings, missing: { code: "open", ...at, gap: [...new Set(found.gaps)].join("; ") } };
  return { readings: found.readings, missing: found.readings.length === 0 ? { code: "absent", ...at } : null };
}

function planned(kind: PartKind, step: RemediationStep, context: StepContext, afterGap: boolean): PlannedStep {
  const human = humanText(step, context.reading);
  const request = plan(kind, step, context);
  if ("code" in request) return { call: step.call, human, status: "withheld", because: request };
  const { members, notes, warnings = [] } = request;
  const said = [...(human ? [human] : []), ...warnings];
  return {
    call: step.call,
    human: sentences(said) || null,
    status: "ready",
    with: members,
    supply: supplies(members),
    ...explaining(supplies(members), context.supply),
    region: regionOfStep(step, members, context),
    notes,
    afterGap,
    ...(step.keeps === "access-key" ? { keepsAKey: true as const } : {}),
  };
}

function explaining(names: readonly string[], supply: readonly SuppliedValue[]): Pick<ReadyStep, "explained"> {
  const known = supply.filter(({ name }) => names.includes(name));
  return known.length > 0 ? { explained: Object.fromEntries(known.map(({ name, text }) => [name, visible(text)])) } : {};
}

/** What a person must do or know before the step, in one text; null: nothing. */
function humanText({ human }: RemediationStep, reading: FindingReader): string | null {
  return sentences(fillAdvice(human, reading)) || null;
}

/** As the step says, where the service has regions; else by what it carries. */
function regionOfStep({ call, region }: RemediationStep, members: readonly Member[], context: StepContext): string | null {
  const service = splitCall(call)?.service;
  if (!service) return null;
  const said = region && service.globalRegion === null ? fillText(region, context.reading) : null;
  return said !== null && /^[a-z0-9-]+$/.test(said) ? said : regionOf(service, context.partition, texts(members), context.region);
}

function plan(kind: PartKind, step: RemediationStep, context: StepContext): Merged {
  const resolved = resolveMembers(step.with, context.reading, optionalMembers(step.call));
  if ("code" in resolved) return resolved;
  const members = withDetermined(resolved, context.determined);
  const replacing = replacingCall(step.call);
  if (!replacing) return { members, notes: [] };
  return complete(kind, replacing, members, context);
}

/** A whole-object call with what must survive it. */
function complete(kind: PartKind, replacing: ReplacingCall, members: Member[], context: StepContext): Merged {
  const object = replacing.object(members);
  const current = replacing.current(members, context.reading);
  if (current.kind === "no-document") return { code: "no-document", member: "the whole object", path: object };
  if (current.kind === "unknown") return { code: "object-unknown", object, gap: context.reading.gap(current.gap) };
  const own: Wish = { rule: context.rule, members, human: null, isNamed: true };
  const others = kind === "remediation" ? wishesOf(replacing, object, context.neighbours) : [];
  const present = asRecord(current.value);
  const merge = (wishes: readonly Wish[]): Merged =>
    replacing.merge.kind === "fields"
      ? mergeFields(replacing, replacing.merge.fields, present, wishes)
      : selectors(replacing, object, present, wishes, context);
  const lockOut = (merged: Merged): ReturnType<typeof lockOutOf> =>
    // What undoes a call brings back what was in force: the values say nothing of the passwords of today.
    "code" in merged ? null : lockOutOf(replacing.call, merged.members, kind === "remediation" ? present : null);
  let shared = others.filter(({ isShared }) => isShared);
  let merged = merge([own, ...shared]);
  if (lockOut(merged) !== null && shared.some((wish) => !wish.isNamed && affectsLockOut(wish.members))) {
    shared = shared.filter((wish) => wish.isNamed || !affectsLockOut(wish.members));
    merged = merge([own, ...shared]);
  }
  if ("code" in merged) return merged;
  const note = lockOut(merged);
  const left = [...new Set(others.filter((wish) => !shared.includes(wish)).map(({ rule }) => rule))].filter((rule) => rule !== context.rule);
  return {
    members: merged.members,
    notes: [...merged.notes, ...(left.length > 0 ? [{ code: "left" as const, rules: left }] : []), ...(note === null ? [] : [note])],
    warnings: [...new Set(shared.flatMap(({ rule, human }) => (human && rule !== context.rule ? [`${rule}: ${human}`] : [])))],
  };
}

/** What other failing rules want of the same object. */
function wishesOf(replacing: ReplacingCall, object: string, neighbours: readonly Neighbour[]): (Wish & { isShared: boolean })[] {
  return neighbours.flatMap(({ rule, steps, reading, isNamed, isAsSevere }) =>
    steps.flatMap((step) => {
      if (step.call !== replacing.call || (step.when && reading.holds(step.when) !== "true")) return [];
      const members = resolveMembers(step.with, reading, optionalMembers(step.call));
      if ("code" in members || replacing.object(members) !== object) return [];
      return [{ rule, members, human: humanText(step, reading), isNamed, isShared: isNamed || isAsSevere }];
    }),
  );
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

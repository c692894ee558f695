import { modelledServices, type RequestMembers, requestMembers, SLIP, scoredNames, structureMembers } from "../../../../document/index.ts";
import { didYouMean, nearest } from "../../load/nearest.ts";
import type { RemediationStep, StepValue } from "../../rule.ts";
import { type EventCatalogue, hasEvent, hasOthers, hasSource, namesOf, sourcesWith } from "../aws/events.ts";
import { findText, sectionOf } from "../places.ts";
import type { Lint, Linted } from "../subject.ts";

const SUFFIX = ".amazonaws.com";

/** RV099: calls of services that the loader has no model of, and their members. A slip of a known name is an error; any other unknown name may be new. */
export const steps: Lint = (linted) => {
  const { remediation } = linted.rule;
  const { events } = linted.context;
  if (!remediation || !events) return;
  for (const block of [remediation, remediation.undo, remediation.contain]) for (const step of block?.steps ?? []) check(step, linted, events);
};

function check(step: RemediationStep, linted: Linted, catalogue: EventCatalogue): void {
  const colon = step.call.indexOf(":");
  const [service, name] = [step.call.slice(0, colon), step.call.slice(colon + 1)];
  if (modelledServices.includes(service)) return;
  const source = service + SUFFIX;
  if (!hasSource(catalogue, source)) unknownService(service, name, step.call, linted, catalogue);
  else if (!hasEvent(catalogue, source, name)) unknownCall(service, name, step.call, linted, [...namesOf(catalogue, source)]);
  else
    for (const one of unknownMembers(step, Object.hasOwn(catalogue.requests, source) ? (catalogue.requests[source] ?? []) : [], name))
      report(one, step, linted);
}

/** A member that a call does not have, and those that it has there. */
interface UnknownMember {
  name: string;
  known: readonly string[];
}

/** A source of several services may have a call of each: the one that has most of the members is meant. */
function unknownMembers(step: RemediationStep, lines: readonly string[], name: string): UnknownMember[] {
  const found = lines.flatMap((line) => {
    const known = requestMembers(line, name);
    return known === null ? [] : [membersUnknown(step.with, known, line)];
  });
  return found.sort((one, other) => one.length - other.length)[0] ?? [];
}

function membersUnknown(given: Readonly<Record<string, StepValue>>, known: RequestMembers, line: string): UnknownMember[] {
  return Object.entries(given).flatMap(([name, value]): UnknownMember[] => {
    const shape = known.get(small(name));
    if (shape === undefined) return known.size === 0 ? [] : [{ name, known: [...known.keys()] }];
    return shape.of === "structure" ? objectsIn(value).flatMap((object) => membersUnknown(object, structureMembers(line, shape.place), line)) : [];
  });
}

/** Most services are known under the name that their records have; only where no service has the call it is sure that this one has not. */
function unknownService(service: string, name: string, call: string, { report, rule, lines }: Linted, catalogue: EventCatalogue): void {
  const having = sourcesWith(catalogue, name).map((source) => source.replace(SUFFIX, ""));
  const at = placeOf(call, lines) ?? rule.places.id;
  const [meant] = scoredNames(service, having).filter(({ score }) => score <= SLIP);
  if (meant) report.error("RV099", at, `The call \`${name}\` is of ${meant.candidate}, not of \`${service}\`.`, { certain: `${meant.candidate}:${name}` });
  else if (having.length === 0) report.warning("RV099", at, `AWS lists no service \`${service}\`, and no service with a call \`${name}\`.`);
}

function unknownCall(service: string, name: string, call: string, { report, rule, lines, context }: Linted, names: readonly string[]): void {
  if (context.events && hasOthers(context.events, service + SUFFIX)) return;
  const at = placeOf(call, lines) ?? rule.places.id;
  const [meant] = scoredNames(name, names).filter(({ score }) => score <= SLIP);
  if (meant) report.error("RV099", at, `${service} has no call \`${name}\`. Did you mean \`${meant.candidate}\`?`, `${service}:${meant.candidate}`);
  else report.warning("RV099", at, `AWS lists no call \`${name}\` of ${service}.${didYouMean(nearest(name, names))}`);
}

function report({ name, known }: UnknownMember, { call }: RemediationStep, { report: to, rule, lines }: Linted): void {
  const at = placeOf(call, lines, name) ?? rule.places.id;
  const [meant] = scoredNames(small(name), known).filter(({ score }) => score <= SLIP);
  const written = meant ? name.charAt(0) + meant.candidate.slice(1) : "";
  if (meant) to.error("RV099", at, `${call} has no member \`${name}\`. Did you mean \`${written}\`?`, written);
  else to.warning("RV099", at, `AWS lists no member \`${name}\` of ${call}.`);
}

/** Members as the lists have them: with a small initial. */
const small = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const objectsIn = (value: StepValue): Record<string, StepValue>[] =>
  value.kind === "object" ? [value.members] : value.kind === "list" ? value.items.flatMap(objectsIn) : [];

/** Where a call stands in the file, or a member behind it. */
function placeOf(call: string, lines: readonly string[], member?: string) {
  const section = sectionOf(lines, "remediation");
  const at = section && findText(lines, section, call);
  if (!section || !at || member === undefined) return at;
  return findText(lines, { ...section, line: at.line, column: at.endColumn }, member) ?? at;
}

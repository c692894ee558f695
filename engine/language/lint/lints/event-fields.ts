import type { Operand, PathOperand, PathStep } from "../../condition/ast.ts";
import { leavesOf } from "../../condition/operands.ts";
import type { Range } from "../../diagnostic.ts";
import { didYouMean } from "../../load/nearest.ts";
import { unfold } from "../../logic/scope.ts";
import type { EventCatalogue } from "../aws/events.ts";
import { ANYWHERE, eachLeaf, eventsIn, type Reach, type RecordedEvent, reachOf } from "../aws/reach.ts";
import { type CallPath, ELEMENT, type RequestFault, requestFault, type UseOfValue } from "../aws/request.ts";
import { elementTest, pairAdvice } from "../aws/request-advice.ts";
import { findText, sectionOf } from "../places.ts";
import type { Clause, Leaf } from "../reason/clause.ts";
import { type Lint, type Linted, partNamed } from "../subject.ts";

/**
 * RV089: members of requestParameters and responseElements that none of the events in question has. Of services whose records are known to follow the API,
 * any; of the others, slips of the names that the API has.
 */
export const eventFields: Lint = (linted) => {
  const catalogue = linted.context.events;
  const match = partNamed(linted, "match");
  if (!catalogue || !match) return;
  const whole = reachOf(match.clause);
  for (const part of linted.parts) {
    if (part.name === "let") continue;
    eachLeaf(part.clause, part.name === "match" ? ANYWHERE : whole, (leaf, reach) => {
      const { at } = leaf.origin.condition;
      const isReported = check(leaf.subject, () => at, reach, catalogue, linted, useOf(leaf));
      if (leaf.where && !isReported) elements(leaf.where, namesBelow(leaf.subject, linted), reach, catalogue, linted);
      const right = leaf.compared?.operand;
      for (const one of right ? leavesOf(right) : []) check(one, () => at, reach, catalogue, linted);
    });
  }
  const { rule } = linted;
  const top = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const section = (name: string) => (): Range => sectionOf(linted.lines, name) ?? rule.places.id;
  for (const path of rule.evidence) check(path, section("evidence"), whole, catalogue, linted);
  for (const piece of rule.message) if (typeof piece !== "string") check(piece, section("message"), whole, catalogue, linted);
  for (const bound of rule.lets) {
    if (bound.kind === "lookup") for (const one of leavesOf(bound.key)) check(one, () => bound.at ?? top, whole, catalogue, linted);
    if (bound.kind === "path") check(bound.path, () => bound.at ?? top, whole, catalogue, linted);
  }
};

/** Whether a test compares the value of its path with others, or looks at its elements. What has a default may be of any form. */
function useOf(leaf: Leaf): UseOfValue {
  if (leaf.fallback) return "other";
  if (leaf.where || leaf.number) return "elements";
  const { comparison, literals = null } = leaf.compared ?? {};
  // Null asks whether it is there, and a member may be one of a list or a part of a text.
  return comparison?.operand !== "member" && literals?.some((value) => value !== null) ? "compared" : "other";
}

/** The condition on the elements of a list in the request or the answer. */
function elements(where: Clause, list: readonly string[] | null, reach: Reach, catalogue: EventCatalogue, linted: Linted): void {
  if (list === null || !isPart(list[0])) return;
  const part = list[0];
  eachLeaf(where, reach, (leaf) => {
    const { subject, origin, where: inner } = leaf;
    if (subject.kind !== "path" || subject.root.kind !== "item" || subject.root.depth > 0) return;
    const names = [...list, ELEMENT, ...subject.steps.map(nameOf)];
    const path = { names: names.slice(1), use: useOf(leaf) };
    const pairs = eventsIn(reach, catalogue) ?? [];
    const isReported = checkMembers(part, path, { operand: subject, place: () => origin.condition.at }, pairs, catalogue, linted);
    if (inner && !isReported) elements(inner, names, reach, catalogue, linted);
  });
}

const isPart = (name: string | undefined): name is Part => name === "requestParameters" || name === "responseElements";

function check(operand: Operand, place: () => Range, reach: Reach, catalogue: EventCatalogue, linted: Linted, use: UseOfValue = "other"): boolean {
  if (operand.kind !== "path") return false;
  const read = recordPart(operand, linted);
  const pairs = read && eventsIn(reach, catalogue);
  return read !== null && pairs !== null && checkMembers(read.part, { names: read.names.slice(1), use }, { operand, place }, pairs, catalogue, linted);
}

/** Reports the first name of a path that none of the calls has so; whether there was one. */
function checkMembers(
  part: Part,
  path: Pick<CallPath, "names" | "use">,
  { operand, place }: { operand: PathOperand; place: () => Range },
  pairs: readonly RecordedEvent[],
  catalogue: EventCatalogue,
  linted: Linted,
): boolean {
  const side = part === "requestParameters" ? "input" : "output";
  const fault = requestFault(catalogue, pairs, { side, ...path });
  if (!fault) return false;
  const { report, lines } = linted;
  const within = place();
  const at = findText(lines, within, operand.text) ?? within;
  const of = `of ${eventsText(pairs)}`;
  const pathTo = (count: number): string => [part, ...path.names.slice(0, count).filter((name) => name !== ELEMENT)].join(".");
  const nameAt = (index: number): number => path.names.slice(index).filter((name) => name !== ELEMENT).length;
  if (fault.is === "unknown") {
    const [best] = fault.close;
    const choices = fault.at === 0 ? (fault.members ?? []) : [];
    const message = `\`${pathTo(fault.at)}\` ${of} has no \`${fault.name}\` (${catalogue.origin}).${didYouMean(fault.close, choices)}${pairAdvice(fault, path.names)}`;
    report.warning("RV089", at, message, best === undefined ? undefined : withName(operand.text, nameAt(fault.at), best));
    return true;
  }
  const written = operand.text.split(".");
  const list = written.slice(0, Math.max(1, written.length - nameAt(fault.at + 1))).join(".");
  const below = path.names.slice(0, fault.at + 1);
  const meantBelow = (names: readonly string[]): RequestFault | null => {
    const [first] = pairs;
    return first ? requestFault(catalogue, [first], { side, names: [...below, ...names], use: "compared" }) : null;
  };
  const advice = {
    list: `Ask about its elements: \`${list}: ${elementTest(path.names.slice(fault.at + 1), { from: below.length, compares: path.use === "compared" }, meantBelow)}\`.`,
    structure: `Ask about its members${fault.members?.length ? `: ${fault.members.map((name) => `\`${name}\``).join(", ")}` : ""}.`,
    value: "It has neither members nor elements.",
  }[fault.is];
  const what = { list: "a list", structure: "an object", value: "a single value" }[fault.is];
  report.warning("RV089", at, `\`${pathTo(fault.at + 1)}\` ${of} is ${what} (${catalogue.origin}). ${advice}`);
  return true;
}

function eventsText(pairs: readonly RecordedEvent[]): string {
  const names = [...new Set(pairs.map(({ name }) => name))];
  return names.length > 3 ? `any of the ${names.length} events` : names.join(", ");
}

/** A path with another name so many names before its end. */
const withName = (text: string, fromEnd: number, name: string): string => {
  const names = text.split(".");
  names[names.length - fromEnd] = name;
  return names.join(".");
};

const nameOf = (step: PathStep): string => ("name" in step ? step.name : "");

/** The names of a path below the record; null for every other path. */
function namesBelow(written: Operand, { names }: Linted): string[] | null {
  if (written.kind !== "path") return null;
  const path = unfold({ params: {}, lets: names.scope.lets }, written);
  return path.root.kind === "event" ? path.steps.map(nameOf) : null;
}

type Part = "requestParameters" | "responseElements";

function recordPart(written: PathOperand, linted: Linted): { part: Part; names: readonly string[] } | null {
  const names = namesBelow(written, linted) ?? [];
  const [part, field] = names;
  return isPart(part) && field !== undefined ? { part, names } : null;
}

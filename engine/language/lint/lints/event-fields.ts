import type { Operand, PathOperand, PathStep } from "../../condition/ast.ts";
import { leavesOf } from "../../condition/operands.ts";
import type { Range } from "../../diagnostic.ts";
import { didYouMean, nearest } from "../../load/nearest.ts";
import { unfold } from "../../logic/scope.ts";
import { type EventCatalogue, fieldsOf, withoutVersion } from "../aws/events.ts";
import { ANYWHERE, eachLeaf, eventsIn, type Reach, reachOf } from "../aws/reach.ts";
import { requestFault } from "../aws/request.ts";
import { findText, sectionOf } from "../places.ts";
import { type Clause, comparisonIn } from "../reason/clause.ts";
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
      check(leaf.subject, () => at, reach, catalogue, linted);
      if (leaf.where) elements(leaf.where, namesBelow(leaf.subject, linted), reach, catalogue, linted);
      const right = comparisonIn(leaf)?.operand;
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

/** The condition on the elements of a list in the request. */
function elements(where: Clause, list: readonly string[] | null, reach: Reach, catalogue: EventCatalogue, linted: Linted): void {
  if (list?.[0] !== "requestParameters") return;
  eachLeaf(where, reach, ({ subject, origin, where: inner }) => {
    if (subject.kind !== "path" || subject.root.kind !== "item" || subject.root.depth > 0) return;
    const names = [...list, ...subject.steps.map(nameOf)];
    if (subject.steps.length > 0) checkRequest(names.slice(1), { operand: subject, place: () => origin.condition.at }, reach, catalogue, linted);
    if (inner) elements(inner, names, reach, catalogue, linted);
  });
}

function check(operand: Operand, place: () => Range, reach: Reach, catalogue: EventCatalogue, linted: Linted): void {
  if (operand.kind !== "path") return;
  const read = recordPart(operand, linted);
  const pairs = read && eventsIn(reach, catalogue);
  if (!read || !pairs || pairs.length === 0) return;
  const { part, field } = read;
  if (part === "requestParameters") checkRequest(namesBelow(operand, linted)?.slice(1) ?? [], { operand, place }, reach, catalogue, linted);
  const known = pairs.map(({ source, name }) => fieldsOf(catalogue, source, withoutVersion(name), part));
  const sure = known.filter((fields) => fields !== null);
  if (sure.length < known.length || sure.some((fields) => hasField(fields, field))) return;
  const { report, lines } = linted;
  const within = place();
  const names = [...new Set(pairs.map(({ name }) => name))];
  const of = names.length > 3 ? `any of the ${names.length} events` : names.join(", ");
  const close = nearest(field, new Set(sure.flat()));
  const suggestion = close[0] === undefined ? undefined : operand.text.replace(`${part}.${field}`, `${part}.${close[0]}`);
  const choices = names.length === 1 ? [...(sure[0] ?? [])].filter((one) => !["omitted", "originalSize", "page", "reason"].includes(one)) : [];
  const hint = didYouMean(close, choices);
  report.warning(
    "RV089",
    findText(lines, within, operand.text) ?? within,
    `\`${part}\` of ${of} has no \`${field}\` (${catalogue.origin}).${hint}`,
    suggestion,
  );
}

/** Reports the first name of a path in the request that none of the calls takes. */
function checkRequest(
  path: readonly string[],
  { operand, place }: { operand: PathOperand; place: () => Range },
  reach: Reach,
  catalogue: EventCatalogue,
  { report, lines }: Linted,
): void {
  const pairs = eventsIn(reach, catalogue) ?? [];
  const faults = pairs.map(({ source, name }) => requestFault(catalogue, source, name, path));
  const [fault] = faults;
  if (!fault || faults.some((one) => one === null)) return;
  const within = place();
  const names = [...new Set(pairs.map(({ name }) => name))];
  const of = names.length > 3 ? `any of the ${names.length} events` : names.join(", ");
  const owner = fault.at === 0 ? "`requestParameters`" : `\`requestParameters.${path.slice(0, fault.at).join(".")}\``;
  const [best] = fault.close;
  report.warning(
    "RV089",
    findText(lines, within, operand.text) ?? within,
    `${owner} of ${of} has no \`${fault.name}\` (${catalogue.origin}).${didYouMean(fault.close)}`,
    best === undefined ? undefined : withName(operand.text, path.length - fault.at, best),
  );
}

/** A path with another name so many names before its end. */
const withName = (text: string, fromEnd: number, name: string): string => {
  const names = text.split(".");
  names[names.length - fromEnd] = name;
  return names.join(".");
};

/** CloudTrail makes the first letter of a member small; of names that begin with several capitals records were seen both ways. */
function hasField(fields: readonly string[], field: string): boolean {
  if (fields.includes(field)) return true;
  const small = field.toLowerCase();
  return fields.some((one) => /^[a-z][A-Z]/.test(one) && one.toLowerCase() === small);
}

const nameOf = (step: PathStep): string => ("name" in step ? step.name : "");

/** The names of a path below the record; null for every other path. */
function namesBelow(written: Operand, { names }: Linted): string[] | null {
  if (written.kind !== "path") return null;
  const path = unfold({ params: {}, lets: names.scope.lets }, written);
  return path.root.kind === "event" ? path.steps.map(nameOf) : null;
}

function recordPart(written: PathOperand, linted: Linted): { part: "requestParameters" | "responseElements"; field: string } | null {
  const [part, field] = namesBelow(written, linted) ?? [];
  return (part === "requestParameters" || part === "responseElements") && field !== undefined ? { part, field } : null;
}

import type { Operand, PathOperand } from "../../condition/ast.ts";
import { leavesOf } from "../../condition/operands.ts";
import type { Range } from "../../diagnostic.ts";
import { didYouMean } from "../../load/nearest.ts";
import type { EventCatalogue } from "../aws/events.ts";
import { eventsIn, type Reach, type RecordedEvent, reachOf } from "../aws/reach.ts";
import { type CallPath, ELEMENT, type RequestFault, requestFault, sideOf } from "../aws/request.ts";
import { elementTest, pairAdvice } from "../aws/request-advice.ts";
import { eachRequestTest, eventsText, type RequestPath, requestPath } from "../aws/request-paths.ts";
import { findText, sectionOf } from "../places.ts";
import type { Leaf } from "../reason/clause.ts";
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
  const placeOf = (leaf: Leaf) => (): Range => leaf.origin.condition.at;
  eachRequestTest(
    linted,
    catalogue,
    ({ leaf, operand, events, ...path }) => checkMembers(path, { operand, place: placeOf(leaf) }, events, catalogue, linted),
    (leaf, reach) => {
      const right = leaf.compared?.operand;
      for (const one of right ? leavesOf(right) : []) check(one, placeOf(leaf), reach, catalogue, linted);
    },
  );
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

function check(operand: Operand, place: () => Range, reach: Reach, catalogue: EventCatalogue, linted: Linted): void {
  const path = requestPath(operand, linted);
  const events = path && eventsIn(reach, catalogue);
  if (path && events && operand.kind === "path") checkMembers({ ...path, use: "other" }, { operand, place }, events, catalogue, linted);
}

/** Reports the first name of a path that none of the calls has so; whether there was one. */
function checkMembers(
  { part, ...path }: RequestPath & Pick<CallPath, "use">,
  { operand, place }: { operand: PathOperand; place: () => Range },
  pairs: readonly RecordedEvent[],
  catalogue: EventCatalogue,
  linted: Linted,
): boolean {
  const side = sideOf(part);
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
  if (fault.is === "items") {
    const held = withName(operand.text, nameAt(fault.at), `${fault.name}.items`);
    const message = `\`${pathTo(fault.at + 1)}\` ${of} is an object in records, which holds the list as \`items\`. Write \`${held}\`.`;
    report.warning("RV089", at, message, at === within ? undefined : held);
    return true;
  }
  const written = operand.text.split(".");
  const list = written.slice(0, Math.max(1, written.length - nameAt(fault.at + 1))).join(".");
  const below = path.names.slice(0, fault.at + 1);
  const meantBelow = (names: readonly string[]): RequestFault | null => {
    const [first] = pairs;
    return first ? requestFault(catalogue, [first], { side, names: [...below, ...names], use: "compared" }) : null;
  };
  const ofElements = elementTest(path.names.slice(fault.at + 1), { from: below.length, compares: path.use === "compared" }, meantBelow);
  const advice = {
    list: `Ask about its elements: \`${list}: ${ofElements}\`.`,
    structure: `Ask about its members${fault.members?.length ? `: ${fault.members.map((name) => `\`${name}\``).join(", ")}` : ""}.`,
    value: "It has neither members nor elements.",
  }[fault.is];
  const what = { list: "a list", structure: "an object", value: "a single value" }[fault.is];
  const whole = fault.is === "list" ? wholeTest(lines, within, operand.text) : null;
  // What is said of absence, or negated, means another thing of one element than of the list.
  const isPlain =
    whole !== null && ofElements.startsWith("{") && ofElements.split("…").length === 2 && !/\b(?:exists|isNot|not\w+|default|null)\b/.test(whole.value);
  const suggestion = whole && isPlain ? `${list}: ${ofElements.replace("…", () => whole.value)}` : undefined;
  report.warning("RV089", suggestion && whole ? whole.at : at, `\`${pathTo(fault.at + 1)}\` ${of} is ${what} (${catalogue.origin}). ${advice}`, suggestion);
  return true;
}

/** The place of a test that stands in one line with its path, and what is right of the path; null for every other. */
function wholeTest(lines: readonly string[], at: Range, path: string): { at: Range; value: string } | null {
  const written = (lines[at.line - 1] ?? "").slice(at.column - 1, at.line === at.endLine ? at.endColumn - 1 : 0);
  const [, key = "", value = ""] = /^([\w.]+):\s+(\S.*)$/.exec(written) ?? [];
  return key === path ? { at, value } : null;
}

/** A path with another name so many names before its end. */
const withName = (text: string, fromEnd: number, name: string): string => {
  const names = text.split(".");
  names[names.length - fromEnd] = name;
  return names.join(".");
};

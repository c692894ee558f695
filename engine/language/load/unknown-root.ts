import { orList } from "../../../document/index.ts";
import { type ResourceKind, TABLE, type ValueType } from "../../../schemas/index.ts";
import type { Range } from "../diagnostic.ts";
import { basesOf, lookupAdvice, shownPath, testOf } from "./meant-test.ts";
import { correction, didYouMean, fieldCalled, nearest } from "./nearest.ts";
import { RECORD_FIELDS } from "./record.ts";
import { type CheckScope, rootNames } from "./scope.ts";
import { isPair } from "./tags.ts";
import { fieldOf, fieldsOf, isScalarType, typeName } from "./types.ts";

/** Reports a path that begins with a name that means nothing here. */
export function unknownRoot(first: string, text: string, at: Range, scope: CheckScope): null {
  const element = scope.elements.at(-1);
  return element ? unknownInElement(first, text, at, element, scope) : unknownInRule(first, text, at, scope);
}

function unknownInElement(first: string, text: string, at: Range, element: ValueType, scope: CheckScope): null {
  const fields = fieldsOf(element);
  const { report } = scope;
  if (!fields) {
    const message = `The element is ${typeName(element)} and has no field \`${first}\`.`;
    const hint = isScalarType(element) ? " Write a matcher of the element itself, such as { is: … } or { glob: … }." : "";
    return report.error("RV030", at, `${message}${hint}`);
  }
  const names = Object.keys(fields);
  const listed = names.map((name) => `\`${name}\``).join(", ");
  const message = `\`${first}\` is not a field of the element. ${names.length === 1 ? "Its only field is" : "Its fields are"} ${listed}.`;
  // AWS's APIs write Key and Value.
  const otherCase = names.find((name) => name !== first && name.toLowerCase() === first.toLowerCase());
  if (isPair(element) && KEY_WORDS.includes(first)) return report.error("RV030", at, `${message} What a tag is called is its \`key\`.`, "key");
  if (isPair(element) && otherCase === undefined) return report.error("RV030", at, `${message} For the tag ${first} write { key: ${first}, value: … }.`);
  const roots = [...rootNames(scope.kind), ...scope.lets.keys()];
  const close = nearest(first, names);
  const hint = close.length > 0 ? didYouMean(close) : didYouMean(typosOf(first, roots));
  return report.error(
    "RV030",
    at,
    `${message}${hint}`,
    correction(first, names, (found) => [found, ...text.split(".").slice(1)].join(".")),
  );
}

/** What authors call the key of a tag. */
const KEY_WORDS = ["name", "tag", "tagName", "tagKey"];

function unknownInRule(first: string, text: string, at: Range, scope: CheckScope): null {
  const { kind, report } = scope;
  const [owner] = ownersOf(first, kind);
  if (owner !== undefined) return report.error("RV030", at, `No path begins with \`${first}\`. Write \`${owner}.${text}\`.`, { certain: `${owner}.${text}` });
  const called = kind === "event" ? null : fieldCalled(first, Object.keys(TABLE.kinds[kind].fields));
  if (called !== null) {
    const meant = [kind, called, ...text.split(".").slice(1)].join(".");
    return report.error("RV030", at, `No path begins with \`${first}\`. Did you mean \`${meant}\`?`, meant);
  }
  if (RECORDS.includes(first)) return report.error("RV030", at, kind === "event" ? ONE_RECORD : `A rule on ${kind} reads no records. ${OWN_RULE}`);
  if (Object.hasOwn(TABLE.kinds, first)) {
    const message = `\`${first}\` is the root of rules on ${first}.`;
    if (first === "event") return report.error("RV030", at, `${message} ${OWN_RULE}`);
    const names = text.split(".").slice(1);
    const [own] = basesOf(kind, first as ResourceKind).flatMap(([path, type]) => testOf(path, type, names, scope) ?? []);
    if (own) return report.error("RV030", at, `${message} In a rule on ${kind} write \`${shownPath(own)}\`.`);
    const list = Object.keys(TABLE.lists).find((one) => TABLE.lists[one] === first);
    const named = lookupAdvice(list, scope) || (list === undefined ? "" : ` Ask about all of them: \`${list}: { any: … }\`.`);
    return report.error("RV030", at, `${message} In a rule on ${kind} there is none.${named}`);
  }
  if (EVENT_ONLY.includes(first)) return report.error("RV030", at, `\`${first}\` is a root of event rules. A rule on ${kind} reads no records. ${OWN_RULE}`);
  const joined = joinedName(first, text, kind);
  if (joined !== null) return report.error("RV030", at, `No path begins with \`${first}\`. Did you mean \`${joined}\`?`, joined);
  const roots = [...rootNames(kind), ...scope.lets.keys()];
  const close = typosOf(first, roots);
  const suggestion = correction(first, close, (found) => [found, ...text.split(".").slice(1)].join("."));
  const fields = kind === "event" && close.length === 0 ? nearest(first, RECORD_FIELDS) : [];
  const hint = fields.length > 0 ? ` In a record there is ${orList(fields.map((field) => `\`event.${field}\``))}.` : didYouMean(close, roots);
  return report.error("RV030", at, `No path in a rule on ${kind} begins with \`${first}\`.${hint}`, suggestion);
}

const RECORDS = ["events", "records", "record"];
const EVENT_ONLY = ["actor", "target", "change", "outcome"];
const OWN_RULE = "For CloudTrail records write a rule with resource: event.";
const ONE_RECORD =
  "An event rule sees one record at a time and cannot count records or compare them. Write what one record must look like (event.eventName, outcome, " +
  "actor); count the rule's findings in its results: reeve check --rule <id> --format json.";

/** Roots that differ by a slip of the keyboard. A list and one of its members are two things, and so are a root and a longer name that holds it. */
function typosOf(name: string, roots: readonly string[]): string[] {
  const candidates = roots.filter((root) => !isPluralOf(name, root) && !isPluralOf(root, name));
  const held = (root: string): boolean => name.toLowerCase().includes(root.toLowerCase()) || root.toLowerCase().includes(name.toLowerCase());
  return nearest(name, candidates).filter((root) => Math.abs(root.length - name.length) <= 1 || !held(root));
}

const isPluralOf = (many: string, one: string): boolean => [`${one}s`, `${one}es`, one.replace(/y$/, "ies")].includes(many) && many !== one;

/** Roots under which a bare name was probably meant: `mfaActive` for `user.mfaActive`. */
function ownersOf(name: string, kind: ResourceKind): string[] {
  if (kind === "event") return RECORD_FIELDS.includes(name) ? ["event"] : [];
  return fieldOf(TABLE.kinds[kind].fields, name) ? [kind] : fieldOf(TABLE.kinds.account.fields, name) ? ["account"] : [];
}

/** `user.name` for `userName`, `account.id` for `accountId`: the root and a field of it, joined. In a record an account may be one of several. */
function joinedName(first: string, text: string, kind: ResourceKind): string | null {
  if (kind === "event") return null;
  for (const root of [kind, "account", "root"] as const) {
    if (!first.startsWith(root) || first.length === root.length) continue;
    const rest = first.slice(root.length);
    const field = rest.charAt(0).toLowerCase() + rest.slice(1);
    if (rest.charAt(0) !== field.charAt(0) && fieldOf(TABLE.kinds[root].fields, field)) return [root, field, ...text.split(".").slice(1)].join(".");
  }
  return null;
}

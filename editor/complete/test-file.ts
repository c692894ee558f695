import { outline, type SourceNode } from "../../engine/index.ts";
import { type Field, fieldText, RECORD_FIELDS, TABLE, typeText, type ValueType } from "../../schemas/index.ts";
import { rulePath } from "../file-kind.ts";
import { namesOf } from "../names.ts";
import { nodeAt, textOf, type YamlStep } from "../spot.ts";
import { fieldsOf } from "../types.ts";
import type { Workspace } from "../workspace.ts";
import { fieldItems } from "./fields.ts";
import { type CompletionEntry, item, keyItem } from "./item.ts";
import type { Typed } from "./typed.ts";

const STATE = ["pass", "fail", "unknown", "not-applicable", "not-configured"];
const EVENTS = ["finding", "excused", "unknown", "no-match", "not-configured"];

/** What may be written in a rule's test: fields of the document, parameters of the rule, and the names of the resources that the case gives. */
export function testItems(path: string, root: SourceNode, { spot, ownLine }: Typed, { read }: Pick<Workspace, "read">): CompletionEntry[] {
  const { steps, at, siblings } = spot;
  const beneath = at === "key" ? steps.slice(0, -1) : steps;
  const canBeKey = at === "key" || ownLine;
  const [, index, part, ...rest] = beneath;
  if (part === undefined) return canBeKey ? fieldItems("rule-test", beneath.length === 0 ? "" : "cases/*", siblings) : [];
  const rule = namesOf(outline(read(rulePath(path)) ?? ""));
  const keys = (items: CompletionEntry[]): CompletionEntry[] => (canBeKey ? items.filter(({ label }) => !siblings.includes(label)) : []);
  switch (part) {
    case "params":
      return rest.length === 0 ? keys([...rule.params].map(([name, { type, description }]) => keyItem(name, 10, { detail: type, text: description }))) : [];
    case "expect":
      if (rest.length === 0) return keys((rule.kind === "event" ? EVENTS : STATE).map((name) => keyItem(name, 10)));
      return at === "value" ? namesGiven(nodeAt(root, ["cases", index ?? 0, "given"])) : [];
    case "severity":
      return [];
    case "given":
      return given(rest, at === "value" && !ownLine, keys);
    default:
      return [];
  }
}

function given(steps: readonly YamlStep[], isValue: boolean, keys: (items: CompletionEntry[]) => CompletionEntry[]): CompletionEntry[] {
  const [first, ...rest] = steps;
  if (first === undefined) return keys(["account", "root", ...Object.keys(TABLE.lists), "gaps", "collectedAt"].map((name) => keyItem(name, 10)));
  if (first === "events") return rest.length === 1 ? keys(RECORD_FIELDS.map((name) => keyItem(name, 10))) : [];
  const kind =
    first === "account" || first === "root" ? first : typeof first === "string" && Object.hasOwn(TABLE.lists, first) ? TABLE.lists[first] : undefined;
  if (kind === undefined) return [];
  let type: ValueType = { type: "resource", kind, nullable: false, unknown: true };
  for (const step of rest) {
    if (typeof step === "number") continue;
    const found: Field | undefined = Object.entries(fieldsOf(type) ?? {}).find(([name]) => name === step)?.[1];
    if (!found) return [];
    type = found.value.type === "list" ? found.value.element : found.value;
  }
  if (type.type === "boolean" && isValue) return [item("true", 12), item("false", 12), item("{ $unknown: AccessDenied }", 12)];
  if (type.type === "timestamp" && isValue) return ["91d ago", "5h ago", "30m ago", "null"].map((text) => item(text, 12));
  if (type.type === "string" && type.enum && isValue) return type.enum.map((text) => item(text, 20));
  return keys(Object.entries(fieldsOf(type) ?? {}).map(([name, field]) => keyItem(name, 5, { detail: typeText(field.value), text: fieldText(field) })));
}

/** Names, ids and event ids of what a case gives; `*` is the kind's own result. */
function namesGiven(node: SourceNode | null): CompletionEntry[] {
  const lists = node?.kind === "map" ? node.entries.flatMap(({ value }) => (value.kind === "list" ? value.items : [])) : [];
  const names = lists.flatMap((one) => textOf(nodeAt(one, ["name"])) ?? textOf(nodeAt(one, ["id"])) ?? textOf(nodeAt(one, ["eventID"])) ?? []);
  return [...new Set(names)]
    .map((name) => item(name, 12))
    .concat(item("*", 12, { write: '"*"', text: "The kind's own result: of a list that is open, unread or empty." }));
}

/** Makes the rows of the table of API calls of what was reviewed, and refuses what the models or the document's type table do not have. */
import type { CallEffect, CallRow, Postcondition, Precondition, RequestStyle, Restriction, Selector, TargetKind } from "../../document/calls/row.ts";
import { type ResourceKind, TABLE } from "../../schemas/index.ts";
import { completed, type Follows } from "./follows.ts";
import type { ModelOperation } from "./models.ts";
import { type ReviewedRow, selector } from "./reviewed.ts";

export interface Checked {
  row: CallRow;
  faults: string[];
}

/** Behind a selector: only where the event has a change, as the restriction says. */
const RESTRICTING = / restricting$/;

const isOfChange = (text: string): boolean => text.startsWith("change.");

const CHANGE = changeType();

function changeType(): { fields: object } {
  const change = TABLE.kinds.event.fields.change?.value;
  if (change?.type !== "object") throw new Error("document.schema.json: an event's change is no object");
  return change;
}

/** One row. `operation`: the call's model; null for an event that is no API operation, whose parameters nothing says. */
export function rowOf(written: ReviewedRow, operation: ModelOperation | null, follows: Follows): Checked {
  const faults: string[] = [];
  const fault = (text: string): void => {
    faults.push(text);
  };

  function parameter(name: string): void {
    if (operation && !operation.input.has(name)) fault(`no parameter ${name}`);
  }

  function response(path: string): void {
    let members = operation?.output;
    for (const name of path.split(".")) {
      const member = members?.get(name);
      if (!member) fault(`no member ${path} of the answer`);
      members = member?.below();
    }
  }

  function which(found: Selector): Selector {
    if (found.by === "parameter" || found.by === "naming" || found.by === "region") parameter(found.parameter);
    if (found.by === "response") response(found.path);
    return found.by === "parameter" ? { ...found, optional: !(operation?.input.get(found.parameter)?.required ?? false) } : found;
  }

  const kindOf = (name: string): CallEffect["kind"] => {
    if (!Object.hasOwn(TABLE.kinds, name) || name === "event") fault(`no kind ${name}`);
    return name as CallEffect["kind"];
  };

  const field = (kind: string, path: string): string => {
    if (!hasField(kind, path)) fault(`no field ${kind}.${path}`);
    return path;
  };

  const fieldAt = (text: string): string => {
    const [kind = "", ...path] = text.split(".");
    field(kind, path.join("."));
    return text;
  };

  function effect(key: string, what: ReviewedRow["changes"][string]): CallEffect {
    const { kind, which: found } = selector(key.replace(RESTRICTING, ""));
    const isRestricting = RESTRICTING.test(key);
    if (isRestricting && written.restriction === undefined) fault(`no restriction for ${key}`);
    const base = { kind: kindOf(kind), which: which(found), ...(isRestricting ? { restricting: true as const } : {}) };
    if (Array.isArray(what)) {
      const fields = what.filter((path) => path !== "use").map((path) => field(kind, path));
      return { ...base, fields, existence: fields.length < what.length ? "used" : null };
    }
    return { ...base, fields: null, existence: { created: "created", deleted: "deleted", changed: null, all: "either" }[what] as CallEffect["existence"] };
  }

  function proof(text: string): Precondition {
    const [state, of = "", name = ""] = text.split(" ");
    if (name !== "") parameter(name);
    if (state === "absent") return { state, kind: kindOf(of) as ResourceKind, parameter: name };
    if (state === "empty") return { state, field: fieldAt(of) };
    if (state !== "held") fault(`what does ${text} prove?`);
    return { state: "held", field: fieldAt(of), parameter: name };
  }

  /** `holds user.groupArns groupName`, `holds policy.attachedTo userName user`, `is accessKey.active status=Active`, `is user.passwordEnabled true`. */
  function outcome(text: string): Postcondition {
    const [state = "", of = "", from = "", about] = text.split(" ");
    const [value = "", equal] = from.split("=");
    if (state !== "holds" && state !== "lacks" && state !== "is") fault(`what does ${text} leave?`);
    if (value.startsWith("response.")) response(value.slice("response.".length));
    else if (isOfChange(value)) ofChange(value);
    else if (!["true", "false", "null"].includes(value)) parameter(value);
    const made = { state: state as Postcondition["state"], field: fieldAt(of), value, ...(equal === undefined ? {} : { equal }) };
    if (about === undefined) return made;
    return isOfChange(about) ? { ...made, content: ofChange(about) } : { ...made, member: kindOf(about) };
  }

  function ofChange(text: string): string {
    if (!Object.hasOwn(CHANGE.fields, text.slice("change.".length))) fault(`no field ${text}`);
    return text;
  }

  /** What is so of a policy's content is so of each field that follows from that only. */
  function withFollowing(left: Postcondition): Postcondition[] {
    if (left.state !== "is" || !isOfChange(left.value)) return [left];
    const of = (place: Follows[number]["from"]): string => `${place.kind}.${place.field}`;
    const only = (to: string): boolean => follows.every((each) => of(each.to) !== to || of(each.from) === left.field);
    const following = follows.filter(({ from, to }) => of(from) === left.field && to.kind === from.kind && only(of(to)));
    return [left, ...following.map(({ to }) => ({ ...left, field: of(to) }))];
  }

  /** What a call leaves must be among what it may change: a resource that it makes, by its id. */
  function isAmongChanges({ field: of }: Postcondition): boolean {
    const [kind = "", ...path] = of.split(".");
    return mayChange.some((one) => one.kind === kind && (one.fields?.includes(path.join(".")) ?? (one.existence === "created" && path.join(".") === "id")));
  }

  function target(text: string): CallRow["target"] {
    const [kind = "", by = null] = text.split(" ");
    if (by?.startsWith("response.")) response(by.slice("response.".length));
    else if (by) parameter(by);
    return { kind: kind as TargetKind, by };
  }

  function about(text: string): CallRow["about"] {
    const [name = "", ...services] = text.split(" ");
    parameter(name);
    return { parameter: name, services };
  }

  function request(style: NonNullable<ReviewedRow["request"]>): RequestStyle {
    if (typeof style === "string") return { style };
    const fields = Object.entries(style.fields ?? {}).map(([member, rest]) => {
      parameter(member.charAt(0).toLowerCase() + member.slice(1));
      return { member, ...(rest as { stricter: "agree"; default: null }) };
    });
    const [path = ""] = style.replaces.split(".{");
    return { style: "replaces", object: style.replaces, source: style.source, fields, reads: (style.reads ?? [path]).map(fieldAt) };
  }

  const mayChange = completed(
    Object.entries(written.changes).map(([key, what]) => effect(key, what)),
    follows,
  );
  const row: CallRow = {
    target: written.target === undefined ? null : target(written.target),
    impliedCaller: written.caller ?? false,
    about: written.about === undefined ? null : about(written.about),
    successProves: (written.proves ?? []).map(proof),
    leaves: (written.leaves ?? []).map(outcome).flatMap(withFollowing),
    mayChange,
    restriction: (written.restriction as Restriction | undefined) ?? null,
    document: written.document ?? null,
    request: written.request === undefined ? null : request(written.request),
  };
  for (const left of row.leaves) if (!isAmongChanges(left)) fault(`leaves ${left.field}, which it does not change`);
  if (row.document !== null) parameter(row.document);
  for (const name of row.restriction?.names ?? []) parameter(name === "policyArn" ? (row.restriction?.policyPath ?? name) : name);
  return { row, faults };
}

/** Whether a kind has a field; an object's member by a dot. */
export function hasField(kind: string, path: string): boolean {
  const [name = "", inner] = path.split(".");
  if (!Object.hasOwn(TABLE.kinds, kind)) return false;
  const { fields } = TABLE.kinds[kind as ResourceKind];
  const value = Object.hasOwn(fields, name) ? fields[name]?.value : undefined;
  return inner === undefined ? value !== undefined : value?.type === "object" && Object.hasOwn(value.fields, inner);
}

import { type ResourceKind, TABLE, type ValueType } from "../../../schemas/index.ts";
import type { PathOperand } from "../condition/ast.ts";

const kindType = (kind: ResourceKind): ValueType => ({ type: "resource", kind, nullable: false, unknown: true });

function fieldsOf(type: ValueType | null): (typeof TABLE)["kinds"]["user"]["fields"] {
  if (type?.type === "resource") return TABLE.kinds[type.kind].fields;
  return type?.type === "object" ? type.fields : {};
}

/** API field that a path's value comes from, by the type table: that of its last step which names one. `element`: what an item path begins at. */
export function sourceOf(
  path: PathOperand,
  kind: ResourceKind,
  letKinds: Readonly<Record<string, ResourceKind>>,
  element: { type: ValueType | null; source: string | null } | null,
): string | null {
  const { root, steps } = path;
  let type: ValueType | null = null;
  let source: string | null = null;
  const kindAt = root.kind === "resource" ? kind : root.kind === "let" ? (letKinds[root.name] ?? null) : null;
  switch (root.kind) {
    case "resource":
      type = kindType(kind);
      break;
    case "account":
    case "root":
      type = kindType(root.kind);
      break;
    case "let": {
      const target = letKinds[root.name];
      type = target ? kindType(target) : null;
      break;
    }
    case "item":
      type = element?.type ?? null;
      source = element?.source ?? null;
      break;
    case "list": {
      const listed = TABLE.lists[root.list];
      return listed ? keySource(listed) : null;
    }
    case "event":
      return `CloudTrail record ${steps.map((step) => ("name" in step ? step.name : "")).join(".")}`;
    default: {
      const field = TABLE.kinds.event.fields[root.kind];
      type = field?.value ?? null;
      source = field?.source ?? null;
    }
  }
  for (const step of steps) {
    if (step.kind === "before") return "iam:GetAccountAuthorizationDetails";
    if (step.kind === "dynamic") return source;
    const field = Object.hasOwn(fieldsOf(type), step.name) ? fieldsOf(type)[step.name] : undefined;
    if (!field) return source;
    // What a record names is found in the snapshot.
    if (step.kind === "reference" && source !== null && RECORD.test(source)) source = keySource(step.target);
    else if (field.source !== undefined && field.source !== null) source = originOf(field.source, source ?? (kindAt === null ? null : keySource(kindAt)));
    type = field.value;
  }
  return source;
}

/** A source that names two calls, of which one gives the field of a user: the user decides which. */
export interface SourceChoice {
  by: "number-of-keys" | "newer-than-report";
  /** For users with two keys; for users newer than the credential report. */
  special: string;
  otherwise: string;
}

/** The two calls of a source as the schema words them; null for all other sources. */
export function sourceChoice(source: string): SourceChoice | null {
  const keys = /^(.+) for users with two keys, else (.+)$/.exec(source);
  if (keys) return { by: "number-of-keys", special: keys[1] ?? "", otherwise: keys[2] ?? "" };
  const report = /^(.+); (.+) for users newer than the report$/.exec(source);
  return report && { by: "newer-than-report", special: report[2] ?? "", otherwise: report[1] ?? "" };
}

const RECORD = /^CloudTrail record/;
const ORIGIN = /[a-z0-9-]+:[A-Z]|CloudTrail record/;
const API = /^[a-z0-9-]+:[A-Za-z0-9]+|^CloudTrail record/;

/** A source that names a part only, such as a member of a policy document, behind the call that returned the whole. */
function originOf(source: string, whole: string | null): string {
  if (ORIGIN.test(source)) return source;
  const call = API.exec(whole ?? "")?.[0];
  return call === undefined ? source : `${call} ${source}`;
}

const keySource = (kind: ResourceKind): string | null => TABLE.kinds[kind].fields[TABLE.kinds[kind].key]?.source ?? null;

import type { Unknown, Value } from "../../../schemas/index.ts";
import { placeholderId } from "./arns.ts";
import { documentValue, knownAfterApplyMark, type Model, type OperationStep } from "./model.ts";
import type { UnknownName, WorkingAttachment } from "./working.ts";

/** What a resource is named by: the beginning of its ARN up to the path, or up to the name where it has no path. */
export interface Naming {
  arnBefore: string;
  name: Value<string>;
  path?: Value<string>;
  /** A part of the ARN before its name that is not known. */
  region?: Value<string>;
  /** Characters that no name of its kind holds; `:` and `/` where left out. Source: IAM User Guide, "IAM and AWS STS quotas", name requirements. */
  nameWithout?: string;
  /** Its unique id, where it exists already. */
  id?: string;
}

/** The key of what the operation of an address makes and only the apply will name; no two plans share one. */
export function plannedKey(model: Model, step: OperationStep): string {
  const key = placeholderId(step.operation.by);
  return model.unknownNames.has(key) ? placeholderId(`${step.operation.by} of ${step.plan.file}`) : key;
}

/** Registers a resource whose ARN is not known; its key then stands for the ARN until the document is written. */
export function nameLater(model: Model, step: OperationStep, key: string, { arnBefore, name, path, region, nameWithout = ":/", id = key }: Naming): void {
  const parts = [name, path, region].filter((part) => part !== undefined);
  const later = parts.find((part) => part.status === "after-apply");
  const mark = knownAfterApplyMark(model, step.plan, later?.status === "after-apply" ? later.scope : step.operation.by);
  const nameStart = name.status === "known" ? name.value : (name.startsWith ?? "");
  const pathStart = path?.status === "known" ? `${path.value}${nameStart}` : path ? "/" : nameStart;
  const beginning = region?.status === "after-apply" ? arnBefore : `${arnBefore}${pathStart}`;
  const isNameLast = path?.status !== "after-apply" && region?.status !== "after-apply";
  const rest = nameWithout === "" ? {} : { restWithout: nameWithout };
  model.unknownNames.set(key, {
    arn: model.gaps.partly(mark, { id, startsWith: beginning, ...(isNameLast ? rest : {}) }),
    name: name.status === "known" ? name.value : model.gaps.partly(mark, { id, startsWith: nameStart, ...rest }),
    path: path ? documentValue(model, step, path) : "/",
  });
}

/** A resource for the document, with marks where keys stand. The same object where none does. */
export function withUnknownNames<T extends object>(names: ReadonlyMap<string, UnknownName>, item: T): T {
  if (names.size === 0) return item;
  const changed: Record<string, unknown> = {};
  const arnOf = (key: unknown): Unknown | undefined => (typeof key === "string" ? names.get(key)?.arn : undefined);
  for (const [field, value] of Object.entries(item)) {
    if (Array.isArray(value)) {
      if (field === "attachedTo") changed[field] = renamedIn(value, (entry) => attachment(names, entry as WorkingAttachment | Unknown));
      else if (REFERRING_LISTS.has(field)) changed[field] = renamedIn(value, (entry) => arnOf(entry) ?? entry);
    } else if (REFERRING.has(field)) changed[field] = arnOf(value) ?? value;
  }
  const { arn, userArn } = item as { arn?: unknown; userArn?: unknown };
  const own = typeof arn === "string" ? names.get(arn) : undefined;
  const owner = typeof userArn === "string" ? names.get(userArn) : undefined;
  if (own) Object.assign(changed, { arn: own.arn, name: own.name, ...("path" in item ? { path: own.path } : {}) });
  if (owner && "userName" in item) changed.userName = owner.name;
  return { ...item, ...changed };
}

/** A list with the names of its elements, and of what it may hold. Several lists share a mark, so that its members are written once. */
function renamedIn(list: readonly unknown[], rename: (entry: unknown) => unknown): unknown[] {
  const mark = list.at(-1) as Partial<Unknown> | undefined;
  if (typeof mark === "object" && mark !== null && mark.members !== undefined) mark.members = mark.members.map(rename);
  return list.map(rename);
}

const REFERRING_LISTS: ReadonlySet<string> = new Set(["groupArns", "memberArns", "attachedPolicyArns", "instanceProfileArns"]);
const REFERRING: ReadonlySet<string> = new Set(["permissionsBoundaryArn", "userArn"]);

function attachment(names: ReadonlyMap<string, UnknownName>, entry: WorkingAttachment | Unknown): unknown {
  const name = "arn" in entry ? names.get(entry.arn) : undefined;
  return name ? { ...entry, arn: name.arn, name: name.name } : entry;
}

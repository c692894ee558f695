import { isUnknownMark } from "../../document/index.ts";
import { isUnknown, type ReeveDocument, type ResourceKind, type Result } from "../../schemas/index.ts";
import type { Resource } from "../language/index.ts";

export interface EvaluatedResource {
  resource: Result["resource"];
  /** What the fingerprint takes: the unique id, or the ARN where there is none. */
  id: string | null;
  region: string | null;
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** The unique id of a resource; of one that has none, what stands for it until its ARN is known. */
export const idOf = ({ id, arn }: Resource): string | null => text(id) ?? (isUnknownMark(arn) ? (arn.id ?? null) : null);

/** The address in the plan of what only the apply will name; null for what is not so identified. */
export const addressOf = (id: string): string | null => (id.startsWith("planned:") && !id.startsWith("planned:arn:") ? id.slice("planned:".length) : null);

/** How a resource of the snapshot is named in results. */
export function subjectOf(kind: ResourceKind, resource: Resource): EvaluatedResource {
  const arn = text(resource.arn);
  const id = idOf(resource);
  const name = kind === "root" ? "root" : (text(resource.name) ?? (id === null ? null : addressOf(id)) ?? id ?? arn);
  const region = text(kind === "trail" ? resource.homeRegion : kind === "analyzer" ? resource.region : null);
  return { resource: { kind, arn, id, name }, id: id ?? arn, region };
}

/** The kind itself, where its list could not be read to the end, or is empty. */
export const kindSubject = (kind: ResourceKind): EvaluatedResource => ({ resource: { kind, arn: null, id: null, name: null }, id: null, region: null });

/** An event's finding is about its target; about its actor where it has none. */
export function eventSubject(event: Resource): EvaluatedResource {
  const target = event.target as Resource;
  const actor = event.actor as Resource;
  const region = text(event.region);
  if (target.kind !== "none" && !isUnknown(target.kind)) {
    const [arn, name] = [text(target.arn), text(target.name)];
    return { resource: { kind: target.kind as ResourceKind, arn, id: null, name: name ?? arn ?? text(event.id) }, id: arn ?? name, region };
  }
  const arn = text(actor.arn);
  const type = text(actor.type) ?? "none";
  const kind = ACTOR_KINDS[type] ?? "none";
  return {
    resource: { kind, arn, id: text(actor.principalId), name: text(actor.name) ?? text(actor.label) ?? type },
    id: text(actor.principalId) ?? arn,
    region,
  };
}

const ACTOR_KINDS: Record<string, Result["resource"]["kind"]> = { Root: "root", IAMUser: "user", AssumedRole: "role", Role: "role" };

/** Id of the account a document is of; null where that is unknown. */
export const accountOf = (document: ReeveDocument): string | null => (isUnknown(document.account) ? null : document.account.id);

import { digestFields, isAwsManaged, nameKey, policyContent } from "../../document/index.ts";
import { isUnknown, type Plan, type PlannedContent, type PlannedOperation, type Principal, type Reference, type Unknown } from "../../schemas/index.ts";

/** What a plan takes away from a resource that exists and that denies something, or may. */
export interface LostDenial {
  address: string;
  /** What is taken away, in words. */
  what: string;
}

/**
 * Statements that deny, and permissions boundaries, that the plans take away from what stays. Of a policy whose content no plan shows, as where it is only
 * detached, it may be so. What a user, group or role held that is deleted with it denies nothing that is left.
 */
export function lostDenials(plans: readonly Plan[]): LostDenial[] {
  const found = plans.flatMap((plan) => {
    const stated = statedContents(plan);
    const deleted = new Set(plan.operations.flatMap((each) => (each.kind === "delete-principal" ? [holderKey(each.principal)] : [])));
    const kept = new Set(plan.operations.flatMap(edgesOf));
    return plan.operations.flatMap((operation): LostDenial[] => {
      if ("principal" in operation && operation.kind !== "delete-principal" && deleted.has(holderKey(operation.principal))) return [];
      const what = lostBy(operation, plan.operations, stated, kept);
      return what === null ? [] : [{ address: operation.by, what }];
    });
  });
  return [...new Map(found.map((each) => [each.address, each])).values()];
}

type Stated = ReadonlyMap<string, PlannedContent>;

function lostBy(operation: PlannedOperation, all: readonly PlannedOperation[], stated: Stated, kept: ReadonlySet<string>): string | null {
  switch (operation.kind) {
    case "update-policy": {
      const before = contentOf(stated, policyKey(operation.arn));
      return before !== null && losesDenial(before, operation.content) ? "Deny statements of a policy" : null;
    }
    case "delete-policy":
      return mayDeny(contentOf(stated, policyKey(operation.arn))) ? "a policy that denies, or may" : null;
    case "detach": {
      const { policyArn } = operation;
      if (kept.has(edgeKey(operation.principal, policyArn)) || (policyArn.status === "known" && isAwsManaged(policyArn.value))) return null;
      return mayDeny(contentOf(stated, policyKey(policyArn))) ? "the attachment of a policy that denies, or may" : null;
    }
    case "delete-inline-policy": {
      const key = inlineKey(operation.principal, operation.name);
      if (all.some((each) => each.kind === "put-inline-policy" && inlineKey(each.principal, each.name) === key)) return null;
      return mayDeny(contentOf(stated, key)) ? "an inline policy that denies, or may" : null;
    }
    case "put-inline-policy": {
      const before = contentOf(stated, inlineKey(operation.principal, operation.name));
      return before !== null && losesDenial(before, operation.content) ? "Deny statements of an inline policy" : null;
    }
    case "set-boundary":
      return operation.policyArn === null ? "a permissions boundary" : null;
    default:
      return null;
  }
}

/** What plans say of policies that exist, by what names them. */
function statedContents({ existing = [] }: Plan): Stated {
  const contents = new Map<string, PlannedContent>();
  for (const operation of existing) {
    if (operation.kind === "create-policy" && operation.name.status === "known" && operation.path.status === "known")
      contents.set(nameKey(`policy${operation.path.value}${operation.name.value}`), operation.content);
    if (operation.kind === "put-inline-policy") contents.set(inlineKey(operation.principal, operation.name), operation.content);
  }
  return contents;
}

const contentOf = (stated: Stated, key: string): PlannedContent | null => stated.get(key) ?? null;

/** Path and name of a policy, as its ARN ends. */
const policyKey = (arn: Reference): string => (arn.status === "known" ? nameKey(arn.value.slice(arn.value.indexOf(":policy/") + 1)) : JSON.stringify(arn));

const textOf = (reference: Reference): string => (reference.status === "known" ? nameKey(reference.value) : JSON.stringify(reference));
const holderKey = ({ type, name }: Principal): string => `${type} ${textOf(name)}`;
const inlineKey = (principal: Principal, name: Reference): string => `${holderKey(principal)} ${textOf(name)}`;
const edgeKey = (principal: Principal, policyArn: Reference): string => `${holderKey(principal)} ${policyKey(policyArn)}`;
const edgesOf = (operation: PlannedOperation): string[] => (operation.kind === "attach" ? [edgeKey(operation.principal, operation.policyArn)] : []);

const MARK: Unknown = { $unknown: "" };

/** Digests of the statements that deny; null where some of them are not known. */
function denialsOf(content: PlannedContent): string[] | null {
  if (content.status !== "known") return null;
  const { denyDigests } = digestFields(policyContent(content.document, "json", MARK), ["denyDigests"]);
  return denyDigests === undefined || isUnknown(denyDigests) || denyDigests.some(isUnknown) ? null : (denyDigests as string[]);
}

function mayDeny(content: PlannedContent | null): boolean {
  const denials = content === null ? null : denialsOf(content);
  return denials === null || denials.length > 0;
}

function losesDenial(before: PlannedContent, after: PlannedContent): boolean {
  const [had, has] = [denialsOf(before), denialsOf(after)];
  if (had === null) return false;
  return had.some((digest) => !(has ?? []).includes(digest));
}

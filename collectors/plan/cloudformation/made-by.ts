import { member, textOf } from "../../../document/index.ts";
import { afterApply, created, type Reference } from "../../../schemas/index.ts";
import type { ChangeSet, ChangeSetResource } from "./change-set.ts";
import { isNew, KNOWN_AFTER_APPLY } from "./change-set.ts";

const REFERENCES = new Set(["ResourceReference", "ResourceAttribute"]);

/** What a property names, by which types of resources make one. Source: CloudFormation Template Reference, return values of the types of IAM. */
const MAKERS: Readonly<Record<string, readonly string[]>> = {
  Users: ["AWS::IAM::User"],
  UserName: ["AWS::IAM::User"],
  Groups: ["AWS::IAM::Group"],
  GroupName: ["AWS::IAM::Group"],
  Roles: ["AWS::IAM::Role", "AWS::IAM::ServiceLinkedRole"],
  RoleName: ["AWS::IAM::Role", "AWS::IAM::ServiceLinkedRole"],
  ManagedPolicyArns: ["AWS::IAM::ManagedPolicy"],
  PermissionsBoundary: ["AWS::IAM::ManagedPolicy"],
};

/** Types of which one member of several is followed. */
const FOLLOWED = "AWS::IAM::ManagedPolicy";

/** Return values of these are the ARNs that a trust policy names under Federated. */
const PROVIDERS = ["AWS::IAM::OIDCProvider", "AWS::IAM::SAMLProvider"];

/**
 * The identity provider that a trust policy of the change set names where only the execution will show its ARN: the one that is made, where no other is and
 * none is changed; else null.
 */
export function providerMadeBy({ changes, givesIdsOnly }: ChangeSet): string | null {
  const [only, ...others] = changes.filter(({ type, after }) => PROVIDERS.includes(type) && after !== null);
  return givesIdsOnly && only && others.length === 0 && isNew(only) ? only.logicalId : null;
}

/**
 * Which resource made by the change set a value is read from; null where the change set does not show it.
 *
 * The details of a change say it: a path has one causing entity, by Ref (`Logical`) or Fn::GetAtt (`Logical.Arn`). Where a path has several causes, or one
 * that exists already, it is none. Source: CloudFormation API Reference, ResourceChangeDetail (CausingEntity, ChangeSource), ResourceTargetDefinition (Path).
 *
 * Where they do not, as of what is added, the value follows from what is made: a name or ARN that only the execution will show is of nothing that exists,
 * because each resource that exists has a name. So it is of one that this change set makes, unless a change may answer with a text of the author's own.
 */
export function madeByOf(set: ChangeSet): (change: ChangeSetResource) => (path: string, value: unknown, scope: string) => Reference | null {
  const { changes } = set;
  const made = new Set(changes.filter(isNew).map(({ logicalId }) => logicalId));
  return (change) => {
    const causes = new Map<string, Set<string>>();
    for (const detail of change.details) {
      const path = textOf(member(detail, "Target"), "Path");
      const source = textOf(detail, "ChangeSource");
      if (path === null || source === "DirectModification" || source === null) continue;
      const entity = REFERENCES.has(source) ? (textOf(detail, "CausingEntity") ?? "") : "";
      causes.set(path, (causes.get(path) ?? new Set()).add(entity));
    }
    return (path, value, scope) => {
      const entities = [...(causes.get(`/Properties/${path}`) ?? [])];
      const logicalId = /^([A-Za-z0-9]+)(\.Arn)?$/.exec(entities[0] ?? "")?.[1];
      if (entities.length === 1 && logicalId !== undefined && made.has(logicalId)) return created(logicalId);
      return value === KNOWN_AFTER_APPLY && set.givesIdsOnly ? amongMade(path, scope) : null;
    };
  };

  function amongMade(path: string, scope: string): Reference | null {
    const property = path.split("/", 1)[0] ?? "";
    const types = (Object.hasOwn(MAKERS, property) ? MAKERS[property] : null) ?? [];
    const possible = changes.filter(({ type, after }) => types.includes(type) && after !== null);
    const [first] = possible;
    if (!first || !possible.every(isNew)) return null;
    if (possible.length === 1) return created(first.logicalId);
    return types.includes(FOLLOWED) ? { ...afterApply(scope), among: possible.map(({ logicalId }) => logicalId) } : null;
  }
}

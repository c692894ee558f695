import { member, textOf } from "../../../document/index.ts";
import type { ChangeSetResource } from "./change-set.ts";

const REFERENCES = new Set(["ResourceReference", "ResourceAttribute"]);

/**
 * Which resource made by the change set a value is read from, by the change's own details: a path has one causing entity, by Ref
 * (`Logical`) or Fn::GetAtt (`Logical.Arn`). Where a path has several causes, or one that exists already, it is none.
 * Source: CloudFormation API Reference, ResourceChangeDetail (CausingEntity, ChangeSource) and ResourceTargetDefinition (Path).
 */
export function madeByOf(changes: readonly ChangeSetResource[]): (change: ChangeSetResource) => (path: string) => string | null {
  const made = new Set(
    changes.filter(({ action, replacement }) => action === "Add" || (action === "Modify" && replacement === "True")).map(({ logicalId }) => logicalId),
  );
  return (change) => {
    const causes = new Map<string, Set<string>>();
    for (const detail of change.details) {
      const path = textOf(member(detail, "Target"), "Path");
      const source = textOf(detail, "ChangeSource");
      if (path === null || source === "DirectModification" || source === null) continue;
      const entity = REFERENCES.has(source) ? (textOf(detail, "CausingEntity") ?? "") : "";
      causes.set(path, (causes.get(path) ?? new Set()).add(entity));
    }
    return (path) => {
      const entities = [...(causes.get(`/Properties/${path}`) ?? [])];
      const logicalId = /^([A-Za-z0-9]+)(\.Arn)?$/.exec(entities[0] ?? "")?.[1];
      return entities.length === 1 && logicalId !== undefined && made.has(logicalId) ? logicalId : null;
    };
  };
}

import { canonicalJson } from "../../../document/index.ts";
import { type document, isUnknown, type ReeveDocument } from "../../../schemas/index.ts";
import { statementId } from "../../evaluate/index.ts";
import { NESTED } from "./fact-key.ts";

/** Whether the second element is the first with more conditions, by the ids of facts. */
export type Narrows = (before: string, after: string) => boolean;

type Statement = document.PolicyStatement;
type Version = document.PolicyContent["languageVersion"];

interface Trust {
  statement: Statement;
  version: Version;
}

/**
 * Which Allow statements of trust policies are earlier ones with conditions added. All conditions of a statement must hold, so that one more allows no more.
 * Source: IAM User Guide, "Conditions with multiple context keys or values". Statements are read when the first question comes.
 */
export function narrowedStatements(documents: readonly ReeveDocument[]): Narrows {
  let byId: Map<string, Trust> | null = null;
  const isNarrower = (before: string, after: string): boolean => {
    byId ??= new Map(documents.flatMap(trustsOf));
    const [was, is] = [byId.get(before), byId.get(after)];
    return was !== undefined && is !== undefined && hasMoreConditions(was, is);
  };
  return (before, after) => {
    if (!after.includes("sha256:")) return false;
    const [from, to] = [before.split(NESTED), after.split(NESTED)];
    return from.length === to.length && from.every((id, at) => id === to[at] || isNarrower(id, to[at] ?? ""));
  };
}

function trustsOf({ roles }: ReeveDocument): [string, Trust][] {
  if (isUnknown(roles)) return [];
  return roles.flatMap((role): [string, Trust][] => {
    if (isUnknown(role) || isUnknown(role.trustPolicy) || isUnknown(role.trustPolicy.statements)) return [];
    const { statements, languageVersion: version } = role.trustPolicy;
    return statements.flatMap((statement): [string, Trust][] => (isUnknown(statement) ? [] : [[statementId(statement, version), { statement, version }]]));
  });
}

function hasMoreConditions(was: Trust, is: Trust): boolean {
  if (was.statement.effect !== "Allow" || was.version !== is.version || unconditionalId(was) !== unconditionalId(is)) return false;
  const [earlier, later] = [conditionsIn(was), conditionsIn(is)];
  return earlier !== null && later !== null && earlier.every((condition) => later.includes(condition));
}

const unconditionalId = ({ statement, version }: Trust): string => statementId({ ...statement, conditions: [] }, version);

/** Each condition as a text; null where one is not known. */
function conditionsIn({ statement: { conditions } }: Trust): string[] | null {
  return isUnknown(conditions) || conditions.some(isUnknown) ? null : conditions.map(canonicalJson);
}

import { type document, isUnknown, type Unknown } from "../../schemas/index.ts";
import { canonicalJson, canonicalSha256, compareText } from "../canonical.ts";
import { isUnknownMark, partOf, unknownIn } from "../unknown-mark.ts";
import { mayHoldVariable, variableReading } from "./variables.ts";

type Statement = document.PolicyStatement;
type Principal = { type: string; value: string };

/**
 * SHA-256 (hex) of what a statement means: Sid left out, lists sorted and without repetition, and, where it holds `${`, how the document's Version reads that.
 * Two statements are equal where their digests are. A mark where a part of it is not known. `spelled` gives principals one spelling; earlier versions of Reeve
 * used another.
 */
export function statementDigest(
  statement: Statement,
  languageVersion: document.PolicyContent["languageVersion"],
  spelled: (principal: Principal) => Principal = samePrincipal,
): string | Unknown {
  const unknown = unknownPart(statement);
  if (unknown) return unknown;
  const { sid: _, conditions, principals, notPrincipals, ...rest } = statement;
  const reading = mayHoldVariable({ ...statement, sid: null }) ? variableReading(languageVersion) : null;
  if (isUnknown(reading)) return reading;
  return canonicalSha256({
    ...(reading === null ? {} : { reading }),
    ...rest,
    actions: sorted(rest.actions),
    notActions: sorted(rest.notActions),
    resources: sorted(rest.resources),
    notResources: sorted(rest.notResources),
    principals: sorted((principals as Principal[]).map(spelled)),
    notPrincipals: sorted((notPrincipals as Principal[]).map(spelled)),
    conditions: sorted((conditions as { values: string[] }[]).map((condition) => ({ ...condition, values: sorted(condition.values) }))),
  });
}

/** The first mark within a statement, Sid apart. */
export function unknownPart({ sid: _, conditions, ...rest }: Statement): Unknown | null {
  for (const value of Object.values(rest)) {
    const mark = markIn(value);
    if (mark) return mark;
  }
  if (isUnknown(conditions)) return conditions;
  for (const condition of conditions) {
    if (isUnknown(condition)) return condition;
    for (const value of Object.values(condition)) {
      const mark = markIn(value);
      if (mark) return mark;
    }
  }
  return null;
}

/** The mark of a value, or of the first element of a list that is not known. What is known of it says nothing of the statement. */
function markIn(value: unknown): Unknown | null {
  const mark = Array.isArray(value) ? unknownIn(value) : value;
  return isUnknownMark(mark) ? partOf(mark) : null;
}

/**
 * A principal in one spelling. An account is its id or the ARN that ends in :root; both mean the whole account, which is in one partition only, so that the
 * partition need not be named. Everyone is `*` or `{"AWS": "*"}`; a `*` of another type, such as Federated, is not.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal". AWS account principals: "The account ARN and the shortened account ID behave the same way."
 * All principals, of resource-based policies, of which a role's trust policy is one: "For anonymous users, the following elements are equivalent", and then
 * the two. Policies of other services, where the AWS CDK's reference says that some distinguish them ("AnyPrincipal"), are in no document of Reeve.
 */
export function samePrincipal(principal: Principal): Principal {
  const { type, value } = principal;
  if (type === "*" && value === "*") return { type: "AWS", value };
  return sameAccount(principal);
}

/** As versions of Reeve did that took `*` and `{"AWS": "*"}` for two principals. */
export function sameAccount(principal: Principal): Principal {
  const { type, value } = principal;
  const id = type === "AWS" ? /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(value)?.[1] : undefined;
  return id === undefined ? principal : { type: "AWS", value: `arn:aws:iam::${id}:root` };
}

const sorted = (list: unknown): string[] => [...new Set((list as unknown[]).map(canonicalJson))].sort(compareText);

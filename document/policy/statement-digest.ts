import { type document, isUnknown, type Unknown } from "../../schemas/index.ts";
import { canonicalJson, canonicalSha256, compareText } from "../canonical.ts";
import { isUnknownMark, openMark } from "../unknown-mark.ts";
import { mayHoldVariable, variableReading } from "./variables.ts";

type Statement = document.PolicyStatement;
type Principal = { type: string; value: string };

/**
 * SHA-256 (hex) of what a statement means: Sid left out, lists sorted and without repetition, and, where it holds `${`, how the document's Version reads that.
 * Two statements are equal where their digests are. A mark where a part of it is not known.
 */
export function statementDigest(statement: Statement, languageVersion: document.PolicyContent["languageVersion"]): string | Unknown {
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
    principals: sorted((principals as Principal[]).map(samePrincipal)),
    notPrincipals: sorted((notPrincipals as Principal[]).map(samePrincipal)),
    conditions: sorted((conditions as { values: string[] }[]).map((condition) => ({ ...condition, values: sorted(condition.values) }))),
  });
}

/** The first mark within a statement, Sid apart. */
function unknownPart({ sid: _, conditions, ...rest }: Statement): Unknown | null {
  for (const value of Object.values(rest)) {
    if (isUnknownMark(value)) return value;
    const open = Array.isArray(value) ? openMark(value) : null;
    if (open) return open;
  }
  if (isUnknown(conditions)) return conditions;
  for (const condition of conditions) {
    if (isUnknown(condition)) return condition;
    for (const value of Object.values(condition)) {
      if (isUnknownMark(value)) return value;
      const open = Array.isArray(value) ? openMark(value) : null;
      if (open) return open;
    }
  }
  return null;
}

/**
 * A principal in one spelling. An account is its id or the ARN that ends in :root; both mean the whole account, which is in one partition only, so that the
 * partition need not be named. Everyone is `*` or `{"AWS": "*"}`.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal", AWS account principals, and All principals: the two are equivalent.
 */
export function samePrincipal(principal: Principal): Principal {
  const { type, value } = principal;
  if (type === "*" && value === "*") return { type: "AWS", value };
  const id = type === "AWS" ? /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(value)?.[1] : undefined;
  return id === undefined ? principal : { type: "AWS", value: `arn:aws:iam::${id}:root` };
}

const sorted = (list: unknown): string[] => [...new Set((list as unknown[]).map(canonicalJson))].sort(compareText);

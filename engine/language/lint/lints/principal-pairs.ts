import { comparedTexts } from "../compared-texts.ts";
import { type Clause, conjunctionsWithin, type Leaf } from "../reason/clause.ts";
import type { Lint, Linted } from "../subject.ts";

/** RV046: a type of principal beside a value that no principal of this type has, in the condition on one principal. */
export const principalPairs: Lint = (linted) => {
  for (const { clause } of linted.parts) for (const one of conjunctionsWithin(clause)) check(one, linted);
};

function check(clauses: readonly Clause[], linted: Linted): void {
  const leaves = clauses.filter((clause) => clause.kind === "test");
  const type = leaves.find((leaf) => isWhole(leaf, "principal-type"));
  const value = leaves.find((leaf) => isWhole(leaf, "principal-value"));
  if (!type || !value) return;
  const types = comparedTexts(type, linted).map(({ text }) => text);
  const values = comparedTexts(value, linted);
  const isPossible = types.length === 0 || values.length === 0 || values.some(({ text }) => types.some((one) => mayHave(one, text)));
  const [first] = values;
  if (isPossible || !first) return;
  const message = `No principal of type ${types.join(" or ")} has the value \`${first.text}\`: the two are never true of one principal.`;
  linted.report.error("RV046", first.at(), message);
}

/** Whether a leaf compares a text of this format as a whole with what the rule writes. */
function isWhole({ subject, compared }: Leaf, format: string): boolean {
  const isOf = subject.kind === "path" && subject.type.type === "string" && subject.type.format === format;
  return (
    isOf && compared !== null && compared.operand.kind === "literal" && (compared.comparison.operand === "scalar" || compared.comparison.operand === "list")
  );
}

/** Source: IAM User Guide, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html, how each type of principal is named. */
function mayHave(type: string, value: string): boolean {
  if (value === "*") return true;
  if (type === "AWS") return /^(?:\d{12}|[A-Z]{4}[A-Z0-9]+)$/.test(value) || (value.startsWith("arn:") && !/:(?:saml|oidc)-provider\//.test(value));
  if (type === "Service") return !value.startsWith("arn:") && value.includes(".");
  if (type === "Federated") return /:(?:saml|oidc)-provider\//.test(value) || (!value.startsWith("arn:") && value.includes("."));
  return type === "CanonicalUser" ? /^[0-9a-f]{64}$/.test(value) : type !== "*";
}

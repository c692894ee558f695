import { sameContent } from "../../../document/index.ts";
import type { document, PlannedOperation } from "../../../schemas/index.ts";
import { principalText } from "./find.ts";
import { byOf, type Model, type OperationStep } from "./model.ts";

/**
 * Says that several addresses put different inline policies of one name on one principal. AWS overwrites the one with the other, and nothing orders them, so that
 * either may come last. Source: IAM API Reference, PutRolePolicy, PutUserPolicy, PutGroupPolicy.
 */
export function reportPutTwice(model: Model, claims: readonly { step: OperationStep; name: string; content: document.PolicyContent | null }[]): void {
  const [first, ...others] = claims.filter(({ content }) => content !== null);
  for (const { step, name, content } of others) {
    const { operation } = step;
    if (!first?.content || !content || !hasPrincipal(operation) || sameContent(content, first.content) === true) continue;
    const isCreation = makes(first.step) && makes(step);
    const other = first.step.who === step.who ? " twice" : `, and so does ${byOf(first.step.who)}`;
    const message = `${operation.by} ${isCreation ? "creates" : "changes"} the inline policy ${name} of ${principalText(step, operation.principal)}${other}: either may come last. Give one of the two another name, or leave it out.`;
    model.problem(isCreation ? "created-twice" : "changed-twice", operation.by, message);
  }
}

const hasPrincipal = (operation: PlannedOperation): operation is Extract<PlannedOperation, { kind: "put-inline-policy" }> =>
  operation.kind === "put-inline-policy";

/** Whether the address is made by the plan. */
const makes = ({ plan, operation }: OperationStep): boolean =>
  plan.resources.some(({ address, action }) => address === operation.by && (action === "create" || action === "replace"));

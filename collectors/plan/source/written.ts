/** An expression of a configuration that is a reference, a text, or a list of such. */
export interface WrittenExpression {
  isList: boolean;
  /** As the plan's configuration names them: `aws_iam_policy.p.arn`; `aws_iam_policy.p` where the index is that of the instance. */
  references: string[];
  /** Texts without templates. */
  constants: string[];
}

const REFERENCE = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[(?:\d+|"[^"\\]*"|each\.key|count\.index)\])+$/;
const OF_THE_INSTANCE = /\[(?:each\.key|count\.index)\].*$/;
const CONSTANT = /^"([^"\\$%]*)"$/;
const LIST = /^(?:toset\(|tolist\()?\s*\[([\s\S]*)\]\s*\)?$/;

/** What an expression is made of; null for anything else, such as a call, a condition or a template. */
export function writtenExpression(text: string): WrittenExpression | null {
  const inner = LIST.exec(text.trim())?.[1];
  const isList = inner !== undefined;
  // An element with a bracket or comma of its own is no plain one, and is found to be none below.
  const parts = (isList ? inner.split(",") : [text]).map((part) => part.trim()).filter((part, at, all) => part !== "" || (isList && at < all.length - 1));
  const references: string[] = [];
  const constants: string[] = [];
  for (const part of parts) {
    const constant = CONSTANT.exec(part)?.[1];
    if (constant !== undefined) constants.push(constant);
    else if (REFERENCE.test(part)) references.push(part.replace(OF_THE_INSTANCE, ""));
    else return null;
  }
  return { isList, references, constants };
}

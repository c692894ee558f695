import { surelyDiffers } from "../condition/glob-prefix.ts";
import type { ComparisonMatcher, ConstantQuestion, Predicate } from "./descriptor.ts";
import { canonical, MISTAKES, offer, SCALARS, samples } from "./families/equality.ts";
import { scalar } from "./values.ts";
import { onText, UNKNOWN } from "./words.ts";

/** Long lists go by a set; short ones are faster searched. */
function prepare(operand: unknown): Predicate {
  if (!Array.isArray(operand)) return () => false;
  const [only] = operand;
  if (operand.length === 1 && only !== null) return (value) => value === only;
  const members = operand.length > 8 ? new Set<unknown>(operand) : null;
  if (members) return (value) => members.has(scalar(value));
  return (value) => operand.includes(scalar(value));
}

function constant({ operand, type, name }: ConstantQuestion): string | null {
  if (operand.kind !== "literal" || !Array.isArray(operand.value) || type.nullable) return null;
  const { value } = operand;
  const possible = type.type === "boolean" ? [true, false] : type.type === "string" ? type.enum : undefined;
  return possible?.every((one) => value.includes(one)) ? `The list holds every value that \`${name}\` can have.` : null;
}

const [OWN, OTHER] = ["arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/B"] as const;

export const isIn: ComparisonMatcher = {
  kind: "comparison",
  name: "in",
  group: "equality",
  words: {
    editor: "One of a list, or of a parameter's list. On null: false, unless null is listed.",
    subject: "scalar",
    operand: "list of scalars",
    onNull: "false; true if null is listed",
    meaning: "strictly equal to a member",
    remark: "A bare list says the same: `user.path: [/svc/, /ci/]`.",
    examples: () => [
      {
        kind: "accessKey",
        condition: "accessKey.lastUsedService: { in: [null, sts] }",
        given: ["sts", "iam", null, UNKNOWN].map((value) => `{ lastUsedService: ${value} }`),
      },
      {
        kind: "user",
        condition: "user.permissionsBoundaryArn: { in: { var: user.attachedPolicyArns } }",
        given: [
          `{ permissionsBoundaryArn: "${OWN}", attachedPolicyArns: ["${OWN}"] }`,
          `{ permissionsBoundaryArn: "${OTHER}", attachedPolicyArns: ["${OWN}"] }`,
          `{ permissionsBoundaryArn: "${OWN}", attachedPolicyArns: ["${OWN}", { $unknown: Throttled }] }`,
          `{ permissionsBoundaryArn: "${OTHER}", attachedPolicyArns: ["${OWN}", { $unknown: Throttled }] }`,
        ],
      },
    ],
    onNullable: onText("[x, y]"),
  },
  accepts: SCALARS,
  operand: "list",
  holds: (value, operand) => Array.isArray(operand) && operand.includes(scalar(value)),
  prepare,
  onBeginning: (known, operand) => (Array.isArray(operand) && operand.every((each) => surelyDiffers(known, each)) ? false : null),
  openDecides: true,
  openListSide: "operand",
  onNull: "listed",
  lower: (subject, operand) => (Array.isArray(operand) ? { in: [subject, operand] } : null),
  twin: "inList",
  constant,
  needsValue: true,
  selects: true,
  listsValues: true,
  reasonedBy: "order",
  misreadFrom: () => ["notIn"],
  mistakes: MISTAKES,
  canonical,
  samples,
  offer,
};

import type { ComparisonMatcher, OfferQuestion } from "./descriptor.ts";
import { otherLetters, scalar, swapCase } from "./values.ts";
import { onText, UNKNOWN } from "./words.ts";

function holds(value: unknown, operand: unknown): boolean {
  const sought = scalar(operand);
  if (sought === null) return false;
  if (Array.isArray(value)) return value.includes(sought);
  return typeof value === "string" && typeof sought === "string" && value.includes(sought);
}

function offered({ now, operand, want }: OfferQuestion): unknown[] {
  if (!Array.isArray(now)) return [];
  return [want ? [...now, operand] : now.filter((one) => one !== operand)];
}

export const contains: ComparisonMatcher = {
  kind: "comparison",
  name: "contains",
  group: "pattern",
  words: {
    editor: "A member of the list, or a part of the text. On null: false.",
    subject: "list or string",
    operand: "scalar",
    onNull: "false",
    meaning: "list: has the member; string: has the substring",
    remark: "On the actions of a statement it draws the warning RV052: `iam:*` grants `iam:PassRole` and does not contain it.",
    examples: () => [
      {
        kind: "user",
        condition: "user.mfaDeviceIds: { contains: a }",
        given: ["[a, b]", "[b]", "[]", "[a, { $unknown: Throttled }]", "[b, { $unknown: Throttled }]", UNKNOWN].map((value) => `{ mfaDeviceIds: ${value} }`),
      },
      {
        kind: "accessKey",
        condition: "accessKey.lastUsedService: { contains: code }",
        given: ["codecommit", "sts", null].map((value) => `{ lastUsedService: ${value} }`),
      },
    ],
    onNullable: onText("{ contains: x }"),
  },
  accepts: ["string", "list", "dynamic"],
  operand: "member",
  holds,
  prepare: (operand) => (value) => holds(value, operand),
  onBeginning: ({ startsWith }, operand) => (typeof operand === "string" && startsWith.includes(operand) ? true : null),
  openDecides: true,
  openListSide: "subject",
  onNull: false,
  needsValue: true,
  selects: true,
  takesLists: true,
  misreadFrom: (isText) => (isText ? ["is"] : []),
  mistakes: { letters: otherLetters },
  samples: (literals) => literals.flatMap((value) => (typeof value === "string" ? [`a-${value}-b`, swapCase(value)] : [])),
  offer: (question) => ({ wanted: { op: question.want ? "contains" : "lacks", value: question.operand }, values: offered(question) }),
};

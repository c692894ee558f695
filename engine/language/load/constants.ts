import type { PathOperand, Test } from "../condition/ast.ts";
import { foldTest, someTests, type TestFold } from "../condition/fold.ts";
import { comparisonOf, quantifierOf } from "../matchers/registry.ts";
import { calledFirst, textOf } from "./operands.ts";
import type { CheckScope, MatcherSubject } from "./scope.ts";

interface Constant {
  message: string;
  suggestion?: string;
}

/** Why a test always says the same, or null. Parameters count as variable; unknown values do not make a test vary. */
export function constantTest(subject: MatcherSubject, test: Test, scope: CheckScope): Constant | null {
  if (subject.kind !== "path") return null;
  if (isClock(subject, scope) && foldTest(IS_AGE, test, null)) return { message: AGE_OF_CLOCK };
  if (isOfIdentityPolicy(subject, scope)) return { message: `${calledFirst(subject)} is empty in identity-based policies: the test always says the same.` };
  if (subject.type.type === "dynamic") return foldTest(WITH_ITSELF, test, { subject, scope });
  return foldTest(CONSTANT, test, { subject, scope }) ?? foldTest(ABSURD, test, null);
}

/** Whether a path names the principals of a statement of an identity-based policy, which has none. Of policies that a call sends some are trust policies. */
const isOfIdentityPolicy = ({ root, steps, text }: PathOperand, { listName }: CheckScope): boolean =>
  root.kind === "item" &&
  root.depth === 0 &&
  steps.length === 1 &&
  /^(?:item\.)?(?:principals|notPrincipals)$/.test(text) &&
  /^(?:(?:\w+\.)*(?:policy|permissionsBoundary)\.)?statements$/.test(listName);

/** Whether a path is the time that ages count from: that of the record which an event rule judges. */
function isClock({ root, steps }: PathOperand, scope: CheckScope): boolean {
  if (root.kind === "event") return steps.length === 1 && steps[0]?.kind === "dynamic" && steps[0].name === "eventTime";
  const bound = root.kind === "let" && steps.length === 0 ? scope.lets.get(root.name) : undefined;
  return bound?.binding.kind === "path" && isClock(bound.binding.path, scope);
}

const IS_AGE: TestFold<null, boolean> = someTests<null, boolean>(
  {
    comparison: (test) => comparisonOf(test).reasonedBy === "age",
    all: ({ tests }) => tests.some((one) => foldTest(IS_AGE, one, null)),
    default: ({ test }) => foldTest(IS_AGE, test, null),
  },
  () => false,
);

const AGE_OF_CLOCK =
  "Ages in an event rule count from the record's own eventTime: the test always says the same. Compare eventTime with a time (gte, lt), or choose the records by age when you collect them (--since).";

interface Put {
  subject: MatcherSubject;
  scope: CheckScope;
  /** `every` stands beside, which holds of an empty list: `exists` may say that none is fine. */
  besideEvery?: boolean;
}

const CONSTANT: TestFold<Put, Constant | null> = someTests<Put, Constant | null>(
  {
    comparison: ({ op, operand }, { subject }) => {
      const name = textOf(subject);
      const isSamePath = operand.kind === "path" && operand.text === name;
      const message = comparisonOf({ op }).constant?.({ operand, type: subject.type, name, isSamePath });
      return message ? { message } : null;
    },
    exists: ({ value }, { subject, besideEvery }) => {
      const { type } = subject;
      if (type.nullable || besideEvery) return null;
      const message = `${calledFirst(subject)} is never null: the test always says the same.`;
      if (type.type !== "list") return { message };
      return { message: `${message} To ask whether the list has members write count.`, suggestion: value ? "{ count: { gte: 1 } }" : "{ count: 0 }" };
    },
    all: ({ tests }, put) => {
      const besideEvery = tests.some((one) => foldTest(HOLDS_OF_NONE, one, null));
      for (const one of tests) {
        const fault = foldTest(CONSTANT, one, { ...put, besideEvery });
        if (fault) return fault;
      }
      return null;
    },
  },
  () => null,
);

/** The same of a value of any type, as members of a record are, which is always what it is itself. */
const WITH_ITSELF: TestFold<Put, Constant | null> = someTests<Put, Constant | null>(
  {
    comparison: (test, put) => (test.operand.kind === "path" && test.operand.text === textOf(put.subject) ? foldTest(CONSTANT, test, put) : null),
    all: ({ tests }, put) => tests.map((one) => foldTest(WITH_ITSELF, one, put)).find((fault) => fault !== null) ?? null,
  },
  () => null,
);

/** Quantifiers that look for an element that fails, and find none in an empty list. */
const HOLDS_OF_NONE = someTests<null, boolean>({ quantifier: (test) => !quantifierOf(test).looksFor }, () => false);

/** A map of matchers of which one wants the value absent and another cannot hold then. */
const ABSURD = someTests<null, Constant | null>(
  {
    all: ({ tests }) =>
      tests.some((one) => foldTest(WANTS_ABSENCE, one, null)) && tests.some((one) => foldTest(NEEDS_VALUE, one, null))
        ? { message: "What does not exist cannot pass the other matchers: the test never holds." }
        : null,
  },
  () => null,
);

const WANTS_ABSENCE = someTests<null, boolean>({ exists: ({ value }) => !value }, () => false);

const NEEDS_VALUE = someTests<null, boolean>(
  { comparison: (test) => comparisonOf(test).needsValue === true, quantifier: (test) => quantifierOf(test).found },
  () => false,
);

import { describe, expect, it } from "vitest";
import { comparedText } from "../../reporters/compared.ts";
import type { Result } from "../../schemas/index.ts";

type Fact = NonNullable<Result["compared"]>["facts"][number];

const fact = (element: string | null, name: string | null, more: Record<string, unknown> = {}): Fact =>
  ({
    ...{ verdict: "worse", clause: "require:0", element, name, operator: "is", bound: null, after: true },
    ...more,
  }) as unknown as Fact;
const DIGESTS = ["13d69d2d08976e7777029d1d35f297f6", "37f07c78d6a1c7b713661b8a8b5b3bc1"].map((each) => `sha256:${each}`);

const textOf = (facts: Fact[]): string[] =>
  comparedText({
    account: "111122223333",
    resource: { kind: "role", id: "AROA", arn: "arn:aws:iam::111122223333:role/deploy", name: "deploy" },
    compared: { with: "before", verdict: "worse", facts },
  });

describe("what became of a finding", () => {
  it.each<[string, Fact[], string]>([
    ["a new holder", [fact("AROA2", "arn:aws:iam::111122223333:role/app")], "worse than before: …:role/app"],
    ["a holder that only the apply names", [fact("planned:aws_iam_role.app", "aws_iam_role.app")], "worse than before: aws_iam_role.app"],
    [
      "statements, with what stands in them, and whose they are",
      [
        fact(DIGESTS[0]!, "a statement"),
        fact(`${DIGESTS[0]} > sha256:0664a70697d407ba980c36418e06ee71`, "a statement"),
        fact(DIGESTS[1]!, "a statement", { clause: "require:1" }),
      ],
      "worse than before: 2 new statements in deploy",
    ],
    ["a statement of an inline policy", [fact(`p > ${DIGESTS[0]}`, "p > a statement")], "worse than before: 1 new statement in p of deploy"],
    [
      "statements and not who may assume the role by them",
      [fact(DIGESTS[0]!, "an entry"), fact(DIGESTS[1]!, "a statement", { clause: "require:1" })],
      "worse than before: 1 new statement in deploy",
    ],
    [
      "entries of a list where no statement is new",
      [fact(DIGESTS[0]!, "an entry"), fact(DIGESTS[1]!, "an entry")],
      "worse than before: 2 new entries in deploy",
    ],
    ["a test that did not fail before", [fact(null, null, { after: false, operator: "is", bound: true })], "worse than before: false now (is true)"],
    ["a value", [fact(null, null, { before: 3, after: 5, operator: "lte", bound: 1 })], "worse than before: 3 before, 5 now (lte 1)"],
  ])("names %s", (_, facts, text) => {
    expect(textOf(facts)).toEqual([text]);
  });
});

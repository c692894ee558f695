import { describe, expect, it } from "vitest";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { cleanAccount } from "./clean-account.ts";
import { gated } from "./gated.ts";

const PASSED = 0;
const BLOCKED = 1;
const INCOMPLETE = 3;

const later = { json: true, minified_json: true, id: true };
const references = (...list: string[]) => ({ references: list.flatMap((one) => [one, one.slice(0, one.lastIndexOf("."))]) });

interface Block {
  sid?: string;
  actions: string[];
  /** Left out: only the apply shows it. */
  resources?: string[];
}

const EVERYTHING: Block = { actions: ["*"], resources: ["*"] };
const LATER: Block = { actions: ["s3:GetObject"] };
const SENT_LATER = "terraform_data.t.output";

/** A data source that is read at the apply. Of its sources and overrides those that are a reference are known only then. */
function source(name: string, blocks: readonly Block[], documents: Record<string, readonly string[]> = {}): TerraformChange {
  const isReference = (text: string): boolean => text.startsWith("data.") || text === SENT_LATER;
  const given = Object.entries(documents).map(([list, texts]) => [`${list}_policy_documents`, texts] as const);
  const after = Object.fromEntries(given.map(([list, texts]) => [list, texts.map((text) => (isReference(text) ? null : text))]));
  const unknown = Object.fromEntries(given.map(([list, texts]) => [list, texts.map(isReference)]));
  const refers = Object.fromEntries(given.map(([list, texts]) => [list, references(...texts.filter(isReference))]));
  return {
    address: `data.aws_iam_policy_document.${name}`,
    mode: "data",
    actions: ["read"],
    after: { ...after, statement: blocks.map(({ sid, actions, resources }) => ({ sid: sid ?? null, actions, resources: resources ?? [null] })) },
    unknown: { ...later, ...unknown, statement: blocks.map(({ resources }) => ({ resources: resources ? [false] : [true] })) },
    refers,
  };
}

const text = (...blocks: Block[]): string =>
  JSON.stringify({ Statement: blocks.map(({ sid, actions, resources }) => ({ Sid: sid, Effect: "Allow", Action: actions, Resource: resources })) });

const TRUST = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] };
const role: TerraformChange = {
  address: "aws_iam_role.r",
  after: { name: "app", path: "/", tags_all: {}, assume_role_policy: JSON.stringify(TRUST) },
  unknown: { arn: true, id: true, unique_id: true },
};
const inline: TerraformChange = {
  address: "aws_iam_role_policy.p",
  after: { name: "own" },
  unknown: { id: true, role: true, policy: true },
  refers: { role: references("aws_iam_role.r.id"), policy: references("data.aws_iam_policy_document.d.json") },
};

const codeOf = async (...sources: TerraformChange[]): Promise<number> => (await gated(cleanAccount(), planText([role, inline, ...sources]))).code;

describe("an aws_iam_policy_document that is read at the apply and merges others", () => {
  it.each([
    ["a source that the plan shows", [source("d", [LATER], { source: [text(EVERYTHING)] })]],
    ["an override that the plan shows, under another sid", [source("d", [{ ...LATER, sid: "b" }], { override: [text({ ...EVERYTHING, sid: "a" })] })]],
    [
      "its own statement, beside a source that is read at the apply too",
      [source("d", [EVERYTHING], { source: ["data.aws_iam_policy_document.o.json"] }), source("o", [LATER])],
    ],
    [
      "a source of a source",
      [
        source("d", [], { source: ["data.aws_iam_policy_document.m.json"] }),
        source("m", [], { source: ["data.aws_iam_policy_document.o.json"] }),
        source("o", [EVERYTHING, LATER]),
      ],
    ],
    ["its own statement, beside a source of which nothing is known", [source("d", [EVERYTHING], { source: [SENT_LATER] })]],
    ["its own statement without a sid, under an override of which nothing is known", [source("d", [EVERYTHING], { override: [SENT_LATER] })]],
  ])("blocks where everything is allowed by %s", async (_, sources) => {
    expect(await codeOf(...sources)).toBe(BLOCKED);
  });

  it.each([
    [
      "an override replaces the statement that allows everything",
      [source("d", [{ ...EVERYTHING, sid: "a" }, LATER], { override: [text({ actions: ["s3:GetObject"], resources: ["*"], sid: "a" })] })],
    ],
    [
      "an override that is read at the apply replaces it",
      [source("d", [{ ...EVERYTHING, sid: "a" }], { override: ["data.aws_iam_policy_document.o.json"] }), source("o", [{ ...LATER, sid: "a" }])],
    ],
    ["its own statement replaces that of a source", [source("d", [{ ...LATER, sid: "a" }], { source: [text({ ...EVERYTHING, sid: "a" })] })]],
    ["nothing in it allows too much", [source("d", [LATER], { source: [text({ actions: ["s3:GetObject"], resources: ["*"] })] })]],
  ])("passes where %s", async (_, sources) => {
    expect(await codeOf(...sources)).toBe(PASSED);
  });

  it.each([
    ["an override of which nothing is known may replace the statement", [source("d", [{ ...EVERYTHING, sid: "a" }], { override: [SENT_LATER] })]],
    ["a source of which nothing is known may allow everything", [source("d", [LATER], { source: [SENT_LATER] })]],
  ])("is incomplete where %s", async (_, sources) => {
    expect(await codeOf(...sources)).toBe(INCOMPLETE);
  });
});

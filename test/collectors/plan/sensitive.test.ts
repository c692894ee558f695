import { describe, expect, it } from "vitest";
import { readPlan } from "../../../collectors/index.ts";
import type { SensitiveTexts } from "../../../schemas/index.ts";

interface Marked {
  type: string;
  after?: Record<string, unknown>;
  before?: Record<string, unknown>;
  afterMask?: unknown;
  beforeMask?: unknown;
}

function sensitiveIn({ type, after, before, afterMask = false, beforeMask = false }: Marked, more: Record<string, unknown> = {}): SensitiveTexts | undefined {
  const actions = [before ? (after ? "update" : "delete") : "create"];
  const change = { actions, before: before ?? null, after: after ?? null, after_unknown: {}, after_sensitive: afterMask, before_sensitive: beforeMask };
  const plan = { format_version: "1.2", resource_changes: [{ address: `${type}.x`, mode: "managed", type, name: "x", change }], configuration: {}, ...more };
  const read = readPlan(JSON.stringify(plan), "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  return read.plan.sensitive;
}

const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "MySid",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::my-bucket",
      Condition: { StringEquals: { "aws:PrincipalTag/my-tag": "<my&value>" } },
    },
  ],
});

describe("what Terraform marks sensitive", () => {
  it("is the marked value, and not what stands beside it", () => {
    const after = { name: "ann", path: "/", tags_all: { Owner: "secret-owner", Team: "red" } };
    expect(sensitiveIn({ type: "aws_iam_user", after, afterMask: { tags_all: { Owner: true } } })).toEqual({ texts: ["secret-owner"], words: [] });
  });

  it("is every text of a marked policy, its vocabulary apart", () => {
    const sensitive = sensitiveIn({ type: "aws_iam_policy", after: { name: "p", path: "/", policy }, afterMask: { policy: true } });
    expect(sensitive?.texts).toEqual(expect.arrayContaining(["MySid", "arn:aws:s3:::my-bucket", "my-tag", "<my&value>", policy]));
    expect(sensitive?.words).toEqual(expect.arrayContaining(["Allow", "s3:GetObject", "StringEquals", "aws:PrincipalTag/my-tag", "2012-10-17"]));
  });

  it("is known in JSON that escapes characters, as jsonencode does", () => {
    const escaped = policy.replace("<", "\\u003c").replace("&", "\\u0026").replace(">", "\\u003e");
    expect(sensitiveIn({ type: "aws_iam_policy", after: { name: "p", path: "/", policy: escaped }, afterMask: { policy: true } })?.texts).toContain(
      "<my&value>",
    );
  });

  it("is what a value was, too", () => {
    const before = { name: "p", path: "/", arn: "arn:aws:iam::123456789012:policy/p", policy };
    expect(sensitiveIn({ type: "aws_iam_policy", before, after: { ...before, policy: "{}" }, beforeMask: { policy: true } })?.texts).toContain("MySid");
    expect(sensitiveIn({ type: "aws_iam_policy", before, beforeMask: { policy: true } })?.texts).toContain("MySid");
  });

  it("is in blocks, at the places that are marked", () => {
    const after = {
      name: "r",
      path: "/",
      assume_role_policy: "{}",
      inline_policy: [
        { name: "open", policy: "{}" },
        { name: "shut", policy },
      ],
    };
    const mask = { inline_policy: [{}, { name: true, policy: true }] };
    const texts = sensitiveIn({ type: "aws_iam_role", after, afterMask: mask })?.texts;
    expect(texts).toEqual(expect.arrayContaining(["shut", "MySid"]));
    expect(texts).not.toContain("open");
  });

  it("is the value of a sensitive variable or output that the plan's resources hold", () => {
    const role = { type: "aws_iam_user", after: { name: "ann-hidden-name", path: "/", tags_all: {} } };
    const variables = { variables: { who: { value: "hidden-name" }, other: { value: "unused-secret" } } };
    const configuration = { root_module: { variables: { who: { sensitive: true }, other: { sensitive: true } } } };
    expect(sensitiveIn(role, { ...variables, configuration })).toEqual({ texts: ["hidden-name"], words: [] });
    const byDefault = { configuration: { root_module: { variables: { who: { sensitive: true, default: "hidden-name" } } } } };
    expect(sensitiveIn(role, byDefault)).toEqual({ texts: ["hidden-name"], words: [] });
    const outputs = { output_changes: { who: { actions: ["create"], before: null, after: "hidden-name", before_sensitive: true, after_sensitive: true } } };
    expect(sensitiveIn(role, outputs)).toEqual({ texts: ["hidden-name"], words: [] });
  });

  it("is not kept where nothing is read of it, as the secret of a key", () => {
    const key = { user: "ann", status: "Active", id: "AKIAEXAMPLE", secret: "wJalrXUtnFEMI" };
    expect(sensitiveIn({ type: "aws_iam_access_key", after: key, afterMask: { secret: true } })).toBeUndefined();
    expect(sensitiveIn({ type: "aws_iam_access_key", before: key, beforeMask: { secret: true } })).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { parseAddress } from "../../../collectors/plan/source/address.ts";

describe("an address of a plan", () => {
  it.each([
    ["aws_iam_user.alice", [], "resource", "aws_iam_user", "alice"],
    ["aws_iam_user.team[0]", [], "resource", "aws_iam_user", "team"],
    ['aws_iam_user.team["a.b[\\"c\\"]"]', [], "resource", "aws_iam_user", "team"],
    ["data.aws_iam_policy_document.x", [], "data", "aws_iam_policy_document", "x"],
    ['module.team["a"].aws_iam_role.x[0]', ["team"], "resource", "aws_iam_role", "x"],
    ["module.a.module.b[1].data.aws_iam_policy.x", ["a", "b"], "data", "aws_iam_policy", "x"],
    ["aws_iam_user.alice (deposed 1a2b)", [], "resource", "aws_iam_user", "alice"],
  ])("%s is read", (text, modules, mode, type, name) => {
    expect(parseAddress(text)).toEqual({ modules, mode, type, name });
  });

  it.each(["", "alice", "aws_iam_user.", "module.team", "aws_iam_user.alice.more.parts", "aws_iam_user.alice[", "../../etc.passwd", "a..b", "x".repeat(5_000)])(
    "%j is none",
    (text) => {
      expect(parseAddress(text)).toBe(null);
    },
  );
});

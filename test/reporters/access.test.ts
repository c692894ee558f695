import { describe, expect, it } from "vitest";
import { accessText, paintOf } from "../../reporters/index.ts";
import { allow, answerOf, MARK } from "../engine/access/account.ts";
import { type CaseQuestion, questionOf } from "../engine/access/case.ts";

function textOf(account: Parameters<typeof answerOf>[0], asks: CaseQuestion = {}): string {
  const found = answerOf(account, questionOf(asks));
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return accessText(found.answer, 400, paintOf(false)).replace(/\s+/g, " ");
}

describe("the text of an answer", () => {
  it("names what was not read, and the permission that would close the gap", () => {
    const text = textOf({ user: MARK, group: [allow("*")] });
    expect(text).toMatch(/^Unknown: \S+ may or may not call/);
    expect(text).toContain("What was not read (inline of arn:aws:iam::111122223333:user/ana) could decide.");
    expect(text).toContain("iam:GetPolicyVersion is denied: denied Grant iam:GetPolicyVersion to the collecting role");
  });

  it("says each sentence of a gap once", () => {
    const text = textOf({ ofUser: { attachedPolicyArns: ["arn:aws:iam::aws:policy/MadeYesterday"] } });
    expect(text.match(/neither the document nor the table/g)).toHaveLength(1);
    expect(text).not.toContain("Arn:aws");
  });

  it("says what was read so far where the policy of the resource was not", () => {
    expect(textOf({ user: [allow("*")] }, { ofResource: "unread" })).toMatch(/^It depends: by what was read, \S+ may call .* allows it\. Not read/);
    expect(textOf({}, { ofResource: "unread" })).toMatch(
      /^It depends: by what was read, \S+ may not call .* Nothing in identity policies allows it\. Not read/,
    );
  });

  it("says that the root user needs no policy", () => {
    expect(textOf({}, { principal: "arn:aws:iam::111122223333:root" })).toMatch(/^Yes: .* The root user may do whatever/);
  });

  it("says that a call needs other resources too", () => {
    const text = textOf({ user: [allow("*")] }, { action: "ec2:RunInstances", resource: "arn:aws:ec2:eu-west-1:111122223333:instance/i-1" });
    expect(text).toContain("Assumed The call needs resources of other types too: they are taken to be allowed.");
  });
});

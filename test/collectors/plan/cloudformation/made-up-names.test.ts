import { describe, expect, it } from "vitest";
import { documentOf, smallAccount } from "../small-account.ts";
import { LATER, predicted } from "./change-set.ts";

const ACCOUNT = documentOf(smallAccount([], [], []));

/** How the name of a group that the stack `team` makes under a logical id surely begins. */
function beginningOf(logicalId: string, properties: Record<string, unknown> = {}): unknown {
  const { document } = predicted(ACCOUNT, [{ id: logicalId, type: "AWS::IAM::Group", after: { Path: "/", ...properties } }]);
  return (document.groups as { name: unknown }[]).flatMap(({ name }) => (name !== null && typeof name === "object" ? [name] : []));
}

const begins = (startsWith: string) => [expect.objectContaining({ $unknown: expect.any(String), startsWith })];

describe("a name that CloudFormation makes up", () => {
  it("begins with the names of the stack and of the resource", () => {
    expect(beginningOf("G")).toEqual(begins("team-G-"));
  });

  it("has no sure beginning where both are long, because it is shortened", () => {
    expect(beginningOf("G".repeat(60))).toEqual(begins(""));
  });

  it("has no sure beginning where the template gives one that is not known yet", () => {
    expect(beginningOf("G", { GroupName: LATER })).toEqual(begins(""));
  });
});

import { describe, expect, it } from "vitest";
import { deniedResource } from "../../../document/records/denied-resource.ts";

const message = (resource: string, tail = " because no identity-based policy allows the iam:X action"): string =>
  `User: arn:aws:sts::111122223333:assumed-role/Role/session is not authorized to perform: iam:X on resource: ${resource}${tail}`;

describe("the resource in the message of a denied call", () => {
  it.each([
    ["user alice", { kind: "user", name: "alice", arn: null }],
    ["group ops", { kind: "group", name: "ops", arn: null }],
    ["role deploy", { kind: "role", name: "deploy", arn: null }],
    ["policy arn:aws:iam::1:policy/a/P version v2", { kind: "policy", name: "P", arn: "arn:aws:iam::1:policy/a/P" }],
    ["arn:aws:iam::1:user/team/alice", { kind: "user", name: "alice", arn: "arn:aws:iam::1:user/team/alice" }],
    ["arn:aws-cn:cloudtrail:cn-north-1:1:trail/main", { kind: "trail", name: "main", arn: "arn:aws-cn:cloudtrail:cn-north-1:1:trail/main" }],
  ])("is read from %s", (resource, found) => {
    expect(deniedResource(message(resource), "X")).toEqual(found);
  });

  it.each([
    ["no name", "user "],
    ["every resource", "*"],
    ["a prefix", "arn:aws:iam::1:user/"],
    ["a pattern", "arn:aws:iam::1:role/*"],
    ["another kind", "instance profile web"],
    ["a kind and an ARN that disagree", "user arn:aws:iam::1:role/deploy"],
    ["words that the caller may have put there", "user a on resource: user b"],
  ])("is not read from %s", (_, resource) => {
    expect(deniedResource(message(resource), "X")).toBeNull();
  });

  it("ends where an explicit deny is told", () => {
    expect(deniedResource(message("group ops", " with an explicit deny in a service control policy"), "X")).toMatchObject({ name: "ops" });
  });

  it("is not read from a message about another action", () => {
    expect(deniedResource(message("role deploy"), "PutRolePolicy")).toBeNull();
  });
});

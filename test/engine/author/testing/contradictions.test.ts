import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../../collectors/index.ts";
import { completeDocument } from "../../../../engine/author/testing/complete.ts";

const faultsOf = (given: Record<string, unknown>): string[] =>
  completeDocument(given, normalizeRecords).problems.map(({ path, message }) => `${path}: ${message}`);

const AWS = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const OWN = "arn:aws:iam::111122223333:";
const OTHER = "arn:aws:iam::444455556666:";

const CONTRADICTIONS: [given: Record<string, unknown>, path: string][] = [
  [{ policies: [{ arn: AWS, awsManaged: false }] }, "given.policies[0].awsManaged"],
  [{ policies: [{ arn: `${OWN}policy/deploy`, awsManaged: true }] }, "given.policies[0].awsManaged"],
  [{ policies: [{ arn: `${OWN}policy/deploy`, name: "other" }] }, "given.policies[0].name"],
  [{ policies: [{ arn: `${OTHER}policy/deploy` }] }, "given.policies[0].arn"],
  [{ policies: [{ name: "deploy", attachedTo: [{ kind: "role", name: "ops", arn: `${OTHER}role/ops` }] }] }, "given.policies[0].attachedTo"],
  [{ roles: [{ name: "ops", path: "/aws-service-role/ecs.amazonaws.com/", serviceLinked: false }] }, "given.roles[0].serviceLinked"],
  [{ roles: [{ name: "ops", path: "/team/", serviceLinked: true }] }, "given.roles[0].serviceLinked"],
  [{ roles: [{ arn: `${OWN}role/aws-service-role/ecs.amazonaws.com/ops`, serviceLinked: false }] }, "given.roles[0].serviceLinked"],
  [{ users: [{ arn: `${OWN}user/team/ann`, path: "/" }] }, "given.users[0].path"],
  [{ users: [{ arn: `${OWN}user/ann`, name: "bob" }] }, "given.users[0].name"],
  [{ users: [{ arn: `${OTHER}user/ann` }] }, "given.users[0].arn"],
  [{ account: { id: "444455556666" }, users: [{ arn: `${OWN}user/ann` }] }, "given.users[0].arn"],
  [{ account: { partition: "aws-cn" }, users: [{ arn: `${OWN}user/ann` }] }, "given.users[0].arn"],
  [{ users: [{ name: "ann", groupArns: [`${OTHER}group/devs`] }] }, "given.users[0].groupArns"],
  [{ users: [{ name: "ann", attachedPolicyArns: ["arn:aws-cn:iam::aws:policy/ReadOnlyAccess"] }] }, "given.users[0].attachedPolicyArns"],
  [{ users: [{ name: "ann", permissionsBoundaryArn: "arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess" }] }, "given.users[0].permissionsBoundaryArn"],
  [{ policies: [{ arn: "arn:aws-cn:iam::aws:policy/ReadOnlyAccess" }] }, "given.policies[0].arn"],
  [{ users: [{ name: "ann", id: "x y" }] }, "given.users[0].id"],
  [
    {
      users: [
        {
          name: "ann",
          tags: [
            { key: "a", value: "b" },
            { key: "c", value: "" },
            { key: "a", value: "d" },
          ],
        },
      ],
    },
    "given.users[0].tags[2].key",
  ],
  ...(["actions", "resources"] as const).map((name): [Record<string, unknown>, string] => {
    const other = `not${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const statement = {
      effect: "Allow",
      actions: ["s3:getobject"],
      resources: ["*"],
      [name]: ["*"],
      [other]: name === "actions" ? ["s3:*"] : ["arn:aws:s3:::a"],
    };
    return [{ policies: [{ name: "deploy", statements: [statement] }] }, `given.policies[0].statements[0].${other}`];
  }),
  [{ groups: [{ name: "devs", memberArns: [`${OTHER}user/ann`] }] }, "given.groups[0].memberArns"],
  [{ mfaDevices: [{ id: `${OTHER}mfa/ann`, userArn: `${OWN}user/ann` }] }, "given.mfaDevices[0].id"],
  [{ mfaDevices: [{ id: `${OWN}mfa/ann`, userArn: `${OTHER}user/ann` }] }, "given.mfaDevices[0].userArn"],
  [{ accessKeys: [{ id: "AKIA1", userArn: `${OWN}user/ann`, userName: "bob" }] }, "given.accessKeys[0].userName"],
  [{ trails: [{ arn: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main", homeRegion: "us-east-1" }] }, "given.trails[0].homeRegion"],
  [{ trails: [{ arn: "arn:aws:cloudtrail:eu-west-1:444455556666:trail/main", ownedByAccount: true }] }, "given.trails[0].ownedByAccount"],
  [{ analyzers: [{ arn: "arn:aws:access-analyzer:eu-west-1:111122223333:analyzer/a", region: "us-east-1" }] }, "given.analyzers[0].region"],
  [{ account: { id: "444455556666", arn: `${OWN}root` } }, "given.account.arn"],
  [{ root: { arn: `${OTHER}root` } }, "given.root.arn"],
];

const AGREEING: Record<string, unknown>[] = [
  {
    policies: [
      { arn: AWS, awsManaged: true },
      { arn: `${OWN}policy/deploy`, awsManaged: false, path: "/", name: "deploy" },
    ],
  },
  { policies: [{ name: "ReadOnlyAccess", awsManaged: true }] },
  { users: [{ name: "ann", attachedPolicyArns: [AWS] }] },
  { roles: [{ name: "ops", path: "/aws-service-role/ecs.amazonaws.com/", serviceLinked: true }] },
  { account: { id: "444455556666" }, users: [{ arn: `${OTHER}user/ann` }] },
  { account: { partition: "aws-cn" }, users: [{ arn: "arn:aws-cn:iam::111122223333:user/ann" }] },
  { trails: [{ arn: "arn:aws:cloudtrail:eu-west-1:444455556666:trail/main", ownedByAccount: false, homeRegion: "eu-west-1" }] },
  { mfaDevices: [{ id: `${OWN}mfa/ann`, userArn: `${OWN}user/ann` }, { id: "GAHT12345678" }] },
  { roles: [{ name: "ops", serviceLinked: { $unknown: "AccessDenied" } }] },
];

describe("a case that says one thing twice", () => {
  it.each(CONTRADICTIONS)("is refused where the two differ: %j", (given, path) => {
    expect(faultsOf(given)).toEqual([expect.stringContaining(`${path}: `)]);
  });

  it.each([
    [{ users: [{ name: "bob", path: "svc" }] }, 'given.users[0].path: "svc" is given, but given.users[0].path is an IAM path'],
    [{ roles: [{ name: "ops", path: "aws-service-role/", serviceLinked: false }] }, 'given.roles[0].path: "aws-service-role/" is given'],
    [{ users: [{ arn: "arn:aws:iam::111122223333:user/team/ann", path: "team" }] }, 'given.users[0].path: "team" is given'],
    [
      { users: [{ arn: "arn:aws:iam::111122223333:usr/ann", name: "ann", path: "/team/" }] },
      'given.users[0].arn: "arn:aws:iam::111122223333:usr/ann" is given',
    ],
  ])("is not said of what follows from a text that has not its form: %j", (given, says) => {
    expect(faultsOf(given)).toEqual([expect.stringContaining(says)]);
  });

  it.each(AGREEING)("is accepted where they agree: %j", (given) => {
    expect(faultsOf(given).filter((fault) => /follows|of the case is/.test(fault))).toEqual([]);
  });

  it("has the path of a service's role where it says only that it is one", () => {
    const { document, problems } = completeDocument({ roles: [{ name: "ops", serviceLinked: true }] }, normalizeRecords);
    expect(problems).toEqual([]);
    expect(document.roles).toMatchObject([{ path: expect.stringMatching(/^\/aws-service-role\//) }]);
  });
});

import fc from "fast-check";
import type { WrittenStatement } from "./account.ts";
import type { PlainRequest } from "./plain-evaluator.ts";

const some = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const few = (...values: readonly string[]): fc.Arbitrary<string[]> => fc.uniqueArray(some(...values), { minLength: 1, maxLength: 2 });

const ACTIONS = few("s3:GetObject", "s3:*Object", "s3:*", "*", "iam:Get*", "iam:GetUser", "ec2:Describe*", "s3:?etObject");
const RESOURCES = few(
  ...["*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/${aws:PrincipalTag/team}/*", "arn:aws:s3:::*/x", "arn:aws:s3:::b/ana/x"],
  ...["arn:aws:iam::111122223333:user/${aws:username}", "arn:aws:iam::*:user/*"],
);

const CLAUSES: readonly (readonly [string, string, readonly string[]])[] = [
  ["StringEquals", "aws:UserAgent", ["a", "b", "${aws:Referer}"]],
  ["StringNotEquals", "aws:UserAgent", ["a", "b", "${aws:username}"]],
  ["StringLike", "aws:Referer", ["a*", "*b", "?"]],
  ["StringEqualsIfExists", "aws:Referer", ["a", "ab"]],
  ["Null", "aws:Referer", ["true", "false"]],
  ["Bool", "aws:SecureTransport", ["true", "false"]],
  ["IpAddress", "aws:SourceIp", ["203.0.113.0/24"]],
  ["NotIpAddress", "aws:SourceIp", ["203.0.113.0/24", "198.51.100.0/24"]],
  ["StringEquals", "aws:PrincipalTag/team", ["ana", "b", "${aws:username}"]],
  ["StringEqualsIgnoreCase", "aws:username", ["ana", "BOB"]],
  ["ForAnyValue:StringEquals", "aws:CalledVia", ["a", "b"]],
  ["ForAllValues:StringEquals", "aws:CalledVia", ["a", "c"]],
  ["ForAnyValue:StringNotLike", "aws:CalledVia", ["a*", "c"]],
  ["StringEquals", "aws:RequestedRegion", ["eu-west-1", "us-east-1"]],
];

const condition = fc
  .array(
    some(...CLAUSES).chain(([operator, key, values]) => few(...values).map((chosen) => [operator, key, chosen] as const)),
    { maxLength: 2 },
  )
  .map((clauses) => {
    const made: Record<string, Record<string, string[]>> = {};
    for (const [operator, key, values] of clauses) made[operator] = { ...made[operator], [key]: values };
    return made;
  });

const statement: fc.Arbitrary<WrittenStatement> = fc
  .tuple(some("Allow", "Allow", "Allow", "Deny"), ACTIONS, RESOURCES, condition, fc.integer({ min: 0, max: 9 }))
  .map(([Effect, actions, resources, Condition, form]) => ({
    Effect: Effect as WrittenStatement["Effect"],
    ...(form === 0 ? { NotAction: actions } : { Action: actions }),
    ...(form === 1 ? { NotResource: resources } : { Resource: resources }),
    ...(Object.keys(Condition).length > 0 ? { Condition } : {}),
  }));

/** Statements of an identity policy: a third with variables, a third with keys of several values. */
export const identityStatements: fc.Arbitrary<WrittenStatement[]> = fc.array(statement, { minLength: 1, maxLength: 2 });

/** A pair of them: one changed into the other by one statement, or both made anew. */
export const statementPairs: fc.Arbitrary<readonly [readonly WrittenStatement[], readonly WrittenStatement[]]> = fc.oneof(
  fc.tuple(identityStatements, identityStatements),
  fc
    .tuple(identityStatements, statement, fc.nat())
    .map(([all, changed, at]) => [all, all.map((one, place) => (place === at % all.length ? changed : one))] as const),
  fc.tuple(identityStatements, statement).map(([all, added]) => [all, [...all, added]] as const),
);

const CALLS: readonly (readonly [string, readonly string[]])[] = [
  ["s3:GetObject", ["arn:aws:s3:::b/ana/x", "arn:aws:s3:::b/x", "arn:aws:s3:::c/b/x", "arn:aws:s3:::b/bob/y"]],
  ["s3:PutObject", ["arn:aws:s3:::b/ana/x", "arn:aws:s3:::q/y"]],
  ["iam:GetUser", ["arn:aws:iam::111122223333:user/ana", "arn:aws:iam::111122223333:user/bob"]],
  ["ec2:DescribeInstances", ["*"]],
];

const text = some("a", "b", "ab", "ana", "bob", "c", "zz");
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[] | null> =>
  fc.option(
    value.map((one) => [one]),
    { freq: 3 },
  );

/** A request of a user, with its whole context. */
export const requests: fc.Arbitrary<PlainRequest> = some(...CALLS).chain(([action, resources]) =>
  fc
    .record({
      resource: some(...resources),
      agent: optional(text),
      referer: optional(text),
      transport: some("true", "false"),
      address: optional(some("203.0.113.7", "198.51.100.7", "192.0.2.1")),
      team: optional(text),
      name: some("ana", "bob", "Bob", "b", "a"),
      via: fc.option(fc.uniqueArray(some("a", "b", "c", "ab"), { minLength: 1, maxLength: 3 })),
      region: some("eu-west-1", "us-east-1", "ap-south-1"),
    })
    .map(({ resource, agent, referer, transport, address, team, name, via, region }) => ({
      action,
      resource,
      context: {
        "aws:useragent": agent,
        "aws:referer": referer,
        "aws:securetransport": [transport],
        "aws:sourceip": address,
        "aws:principaltag/team": team,
        "aws:username": [name],
        "aws:calledvia": via,
        "aws:requestedregion": [action.startsWith("iam:") ? "us-east-1" : region],
      },
    })),
);

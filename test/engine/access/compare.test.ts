import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mentionedKeys } from "../../../engine/access/authorize/context-space.ts";
import { givenStatements } from "../../../engine/access/authorize/policies.ts";
import { requestCells } from "../../../engine/access/cells/cells.ts";
import { contextsOf } from "../../../engine/access/cells/effect.ts";
import { comparePolicies } from "../../../engine/access/index.ts";
import type { AccessComparison, AccessWitness } from "../../../schemas/index.ts";
import { allow, asPolicy, deny, type WrittenStatement } from "./account.ts";
import { fewActions as actions, allActions } from "./catalogue.ts";
import { applies, type PlainEffect, type PlainRequest, plainEffect } from "./plain-evaluator.ts";
import { identityStatements, requests, statementPairs } from "./random-policies.ts";

function compared(before: readonly WrittenStatement[], after: readonly WrittenStatement[], known = actions): AccessComparison {
  const found = comparePolicies({ before: [{ name: "old", document: asPolicy(before) }], after: [{ name: "new", document: asPolicy(after) }] }, known);
  if (!found.ok) throw new Error(found.unread.join());
  return found.comparison;
}

const RANK: Readonly<Record<PlainEffect, number>> = { denied: 0, "not-allowed": 1, allowed: 2 };

/** The effects of a witness by the second evaluator. */
const plainly = (statements: readonly WrittenStatement[], { action, resource, context }: AccessWitness): PlainEffect =>
  plainEffect(statements, { action, resource, context });

/** Each action and resource in a statement of its own, some twice, in another order. */
function inOtherWords(statements: readonly WrittenStatement[], pick: (count: number) => number): WrittenStatement[] {
  const list = (value: unknown): string[] => (Array.isArray(value) ? value : [value]) as string[];
  const spelled = (action: string): string[] =>
    /^s3:\*Object$/.test(action) && pick(2) === 0 ? ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", action] : [action];
  const made = statements.flatMap((statement): WrittenStatement[] => {
    const { Action, Resource } = statement;
    const byAction =
      Action === undefined
        ? [statement]
        : list(Action)
            .flatMap(spelled)
            .map((action) => ({ ...statement, Action: action }));
    return Resource === undefined ? byAction : byAction.flatMap((one) => list(Resource).map((resource) => ({ ...one, Resource: resource })));
  });
  return made
    .map((one) => [pick(1000), one] as const)
    .sort(([left], [right]) => left - right)
    .map(([, one]) => one);
}

const region = (...names: string[]) => ({ StringEquals: { "aws:RequestedRegion": names } });

type Case = [name: string, verdict: AccessComparison["verdict"], before: WrittenStatement[], after: WrittenStatement[]];
const CASES: Case[] = [
  ["fewer actions", "within", [allow("s3:*")], [allow("s3:GetObject")]],
  ["more resources", "wider", [allow("s3:GetObject", "arn:aws:s3:::acme/a/*")], [allow("s3:GetObject", "arn:aws:s3:::acme/*")]],
  ["a condition less", "wider", [allow("s3:GetObject", "*", region("eu-west-1"))], [allow("s3:GetObject")]],
  [
    "a condition in two statements",
    "equivalent",
    [allow("ec2:*", "*", region("eu-west-1", "us-east-1"))],
    [allow("ec2:*", "*", region("eu-west-1")), allow("ec2:*", "*", region("us-east-1"))],
  ],
  ["a Deny more", "within", [allow("s3:*")], [allow("s3:*"), deny("s3:PutObject")]],
  ["a Deny of what was not allowed less", "wider", [allow("s3:GetObject"), deny("s3:PutObject")], [allow("s3:GetObject")]],
  [
    "another variable",
    "wider",
    [allow("s3:GetObject", "arn:aws:s3:::acme/${aws:username}/*")],
    [allow("s3:GetObject", "arn:aws:s3:::acme/${aws:PrincipalTag/team}/*")],
  ],
  ["a name in another case", "equivalent", [allow("s3:GetObject")], [allow("S3:getobject")]],
  [
    "a region in the ARN and in a condition",
    "wider",
    [allow("ec2:StopInstances", "arn:aws:ec2:eu-west-1:*:instance/*")],
    [allow("ec2:StopInstances", "*", region("eu-west-1", "us-east-1"))],
  ],
];

const setTestsIn = (policies: unknown): number => JSON.stringify(policies).match(/"For(Any|All)Values?:/g)?.length ?? 0;

describe("the comparison of two policies", () => {
  it("holds for random requests, by a second evaluator", () => {
    const verdicts: Record<string, number> = {};
    fc.assert(
      fc.property(statementPairs, fc.array(requests, { minLength: 60, maxLength: 60 }), ([before, after], all) => {
        const { verdict, adds, removes, gaps } = compared(before, after);
        verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
        if (adds) expect(RANK[plainly(after, adds)]).toBeGreaterThan(RANK[plainly(before, adds)]);
        if (removes) expect(RANK[plainly(after, removes)]).toBeLessThan(RANK[plainly(before, removes)]);
        for (const request of all) {
          const [old, next] = [RANK[plainEffect(before, request)], RANK[plainEffect(after, request)]];
          if (next > old) expect([verdict, request]).toEqual([verdict === "unknown" ? "unknown" : "wider", request]);
          if (next < old && verdict !== "unknown" && gaps.length === 0) expect([removes === null, request]).toEqual([false, request]);
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
    expect(Object.keys(verdicts)).toEqual(expect.arrayContaining(["equivalent", "within", "wider"]));
    expect(verdicts.unknown ?? 0).toBeLessThan(10);
  }, 120_000);

  it("finds a policy in other words equivalent", () => {
    let decided = 0;
    fc.assert(
      fc.property(identityStatements, fc.infiniteStream(fc.nat()), (statements, choices) => {
        const pick = (count: number): number => (choices.next().value ?? 0) % count;
        const others = inOtherWords(statements, pick);
        const { verdict, adds, removes, gaps } = compared(statements, others);
        // Three tests of sets, of both together, are more than are tried.
        const isLarge = verdict === "unknown" && setTestsIn([statements, others]) > 2 && gaps.every(({ why }) => why === "too-many-contexts");
        if (!isLarge) decided += 1;
        expect([isLarge ? "equivalent" : verdict, adds, removes]).toEqual(["equivalent", null, null]);
      }),
      { numRuns: 60, endOnFailure: true },
    );
    expect(decided).toBeGreaterThan(50);
  }, 120_000);

  it.each(CASES)("finds %s %s", (_, verdict, before, after) => {
    expect(compared(before, after).verdict).toBe(verdict);
  });

  it("says of a Deny that is gone that it denies less", () => {
    const { adds } = compared([allow("s3:GetObject"), deny("s3:PutObject")], [allow("s3:GetObject")]);
    expect([adds?.before.effect, adds?.after.effect]).toEqual(["denied", "not-allowed"]);
  });

  it("compares what policies decide, and not calls of which AWS itself says who may make them", () => {
    const added = ["sts:GetFederationToken", "sts:GetSessionToken", "sts:GetCallerIdentity"].map((action) => {
      const { verdict, adds } = compared([allow("s3:GetObject")], [allow("s3:GetObject"), allow(action)], allActions);
      return [action, verdict, adds?.after.effect];
    });
    expect(added).toEqual([
      ["sts:GetFederationToken", "wider", "allowed"],
      ["sts:GetSessionToken", "equivalent", undefined],
      ["sts:GetCallerIdentity", "equivalent", undefined],
    ]);
  });

  it("keeps actions that AWS may add apart", () => {
    const every = actions.namesOf("s3").map((name) => `s3:${name}`);
    const { verdict, future } = compared([allow("s3:*")], [allow(every)]);
    expect([verdict, future.adds, future.removes?.isNamed]).toEqual(["equivalent", null, false]);
  });

  it("does not decide what takes sets of more values than are tried", () => {
    const three = {
      "ForAnyValue:StringEquals": { "aws:CalledVia": "a" },
      "ForAnyValue:StringLike": { "aws:CalledVia": "b" },
      "ForAnyValue:StringEqualsIgnoreCase": { "aws:CalledVia": "c" },
    };
    const { verdict, gaps } = compared([allow("s3:PutObject")], [allow("s3:PutObject"), allow("s3:GetObject", "*", three)]);
    expect([verdict, gaps]).toEqual(["unknown", [{ why: "too-many-contexts", actions: ["s3:GetObject"] }]]);
  });

  it("does not compare policies of resources", () => {
    const of = [{ Effect: "Allow" as const, Principal: "*", Action: "s3:GetObject", Resource: "*" }];
    expect(compared(of, [...of, deny("s3:*")])).toMatchObject({ verdict: "unknown", gaps: [{ why: "names-principals" }] });
  });
});

describe("the cells of all requests", () => {
  it("hold a request that each statement treats as it treats a random one", () => {
    fc.assert(
      fc.property(identityStatements, fc.array(requests, { minLength: 40, maxLength: 40 }), (statements, all) => {
        const policies = givenStatements("identity", { name: "policy", document: asPolicy(statements) }) ?? [];
        const signatureOf = (request: PlainRequest): string => statements.map((one) => applies(one, request)).join();
        const found = new Map<string, Set<string>>();
        for (const group of requestCells({ policies, actions, of: "named" })) {
          if ("why" in group || group.kind !== "user") continue;
          for (const context of contextsOf(group)) {
            const keys = [...mentionedKeys(policies.flatMap(({ readings }) => readings))];
            const value = (key: string): readonly string[] | null => {
              const one = context.get(key) ?? group.fixed(key);
              return Array.isArray(one) ? one : null;
            };
            const request = { action: group.action, resource: group.resource, context: Object.fromEntries(keys.map((key) => [key, value(key)])) };
            for (const action of group.actions.names) found.set(action, (found.get(action) ?? new Set()).add(signatureOf(request)));
          }
        }
        for (const request of all) {
          const signature = signatureOf(request);
          // Requests that no statement matches are in no cell.
          if (signature.includes("true")) expect([request, [...(found.get(request.action) ?? [])]]).toEqual([request, expect.arrayContaining([signature])]);
        }
      }),
      { numRuns: 40, endOnFailure: true },
    );
  }, 120_000);
});

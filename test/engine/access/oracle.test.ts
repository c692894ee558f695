import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ANA, answerOf, asPolicy, type WrittenStatement } from "./account.ts";

/**
 * A second evaluator, for one request whose whole context is known, written from the pages of AWS and sharing nothing with the first: texts by regular
 * expressions, no marks, no search.
 */
type Context = Record<string, string | null>;

const RESOURCE = "arn:aws:s3:::bucket/ana/x";
const KEYS = {
  "aws:UserAgent": ["ana", "b", null],
  "aws:Referer": ["b", "*", null],
  "aws:SecureTransport": ["true", "false"],
  "aws:SourceIp": ["203.0.113.7", "198.51.100.7", null],
} as const;
const CONTEXTS: Context[] = Object.entries(KEYS).reduce<Context[]>(
  (all, [key, values]) => all.flatMap((context) => values.map((value) => ({ ...context, [key]: value }))),
  [{}],
);

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\/]/g, "\\$&");
function matches(pattern: string, text: string, context: Context, hasWildcards: boolean): boolean {
  let source = "";
  for (const [part] of pattern.matchAll(/\$\{[^}]*\}|[^$]|\$/gs)) {
    const value = part.length > 1 ? (part === "${aws:username}" ? "ana" : (context[part.slice(2, -1)] ?? null)) : part;
    if (value === null) return false;
    source +=
      part.length > 1
        ? escaped(value).replace(/[*?]/g, "\\$&")
        : hasWildcards && part === "*"
          ? ".*"
          : hasWildcards && part === "?"
            ? "."
            : escaped(part).replace(/[*?]/g, "\\$&");
  }
  return new RegExp(`^${source}$`, "s").test(text);
}

function one(operator: string, wanted: string, given: string, context: Context): boolean {
  if (operator.startsWith("Bool")) return wanted === given;
  if (operator.includes("IpAddress")) return given.startsWith(wanted.split(".").slice(0, 3).join("."));
  return matches(wanted, given, context, operator.includes("Like"));
}

function applies({ Action, NotAction, Resource, NotResource, Condition = {} }: WrittenStatement, context: Context): boolean {
  const list = (value: unknown): string[] => (Array.isArray(value) ? value : [value]) as string[];
  const action = (pattern: string): boolean => matches(pattern.toLowerCase(), "s3:getobject", {}, true);
  if (Action !== undefined ? !list(Action).some(action) : list(NotAction).some(action)) return false;
  const resource = (pattern: string): boolean => matches(pattern, RESOURCE, context, true);
  if (Resource !== undefined ? !list(Resource).some(resource) : list(NotResource).some(resource)) return false;
  return Object.entries(Condition as Record<string, Record<string, string[]>>).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const given = context[key] ?? null;
      if (operator === "Null") return values.includes(String(given === null));
      const isNegated = operator.includes("Not");
      if (given === null) return operator.endsWith("IfExists") || isNegated;
      return values.some((value) => one(operator, value, given, context)) !== isNegated;
    }),
  );
}

interface Policies {
  user: WrittenStatement[];
  boundary: WrittenStatement[] | null;
  scp: WrittenStatement[] | null;
  resource: WrittenStatement[];
}

function isAllowed({ user, boundary, scp, resource }: Policies, context: Context): boolean {
  const some = (statements: readonly WrittenStatement[], effect: string): boolean =>
    statements.some((each) => each.Effect === effect && applies(each, context));
  const about = resource.filter(({ Principal }) => Principal === "*" || (Principal as { AWS: string }).AWS === ANA);
  if ([user, boundary ?? [], scp ?? [], about].some((statements) => some(statements, "Deny"))) return false;
  if (scp && !some(scp, "Allow")) return false;
  if (some(about, "Allow")) return true;
  return some(user, "Allow") && (boundary === null || some(boundary, "Allow"));
}

const condition = fc.oneof(
  fc.record({
    operator: fc.constantFrom("StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIfExists", "StringNotLikeIfExists"),
    key: fc.constantFrom("aws:UserAgent", "aws:Referer"),
    values: fc.uniqueArray(fc.constantFrom("ana", "b", "*", "a*", "?", "${aws:username}", "${aws:Referer}"), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ operator: fc.constantFrom("Bool", "BoolIfExists"), key: fc.constant("aws:SecureTransport"), values: fc.constantFrom(["true"], ["false"]) }),
  fc.record({
    operator: fc.constantFrom("IpAddress", "NotIpAddress", "IpAddressIfExists", "NotIpAddressIfExists"),
    key: fc.constant("aws:SourceIp"),
    values: fc.constantFrom(["203.0.113.0/24"], ["198.51.100.0/24"], ["203.0.113.0/24", "198.51.100.0/24"]),
  }),
  fc.record({
    operator: fc.constant("Null"),
    key: fc.constantFrom("aws:UserAgent", "aws:Referer", "aws:SourceIp"),
    values: fc.constantFrom(["true"], ["false"]),
  }),
);
const statement = fc
  .record({
    Effect: fc.constantFrom("Allow" as const, "Allow" as const, "Deny" as const),
    action: fc.constantFrom(
      { Action: "*" },
      { Action: "s3:Get*" },
      { Action: ["sqs:*", "S3:GetObject"] },
      { Action: "s3:Put*" },
      { NotAction: "iam:*" },
      { NotAction: "s3:*" },
    ),
    resource: fc.constantFrom(
      { Resource: "*" },
      { Resource: "arn:aws:s3:::bucket/${aws:username}/*" },
      { Resource: "arn:aws:s3:::bucket/${aws:UserAgent}/?" },
      { Resource: "arn:aws:s3:::other/*" },
      { NotResource: "arn:aws:s3:::bucket/b*" },
      { NotResource: "arn:aws:s3:::bucket/*" },
    ),
    conditions: fc.array(condition, { maxLength: 2 }),
  })
  .map(({ Effect, action, resource, conditions }): WrittenStatement => {
    const made: Record<string, Record<string, string[]>> = {};
    for (const { operator, key, values } of conditions) made[operator] = { ...made[operator], [key]: [...values] };
    return { Effect, ...action, ...resource, Condition: made };
  });
const statements = (maxLength: number) => fc.array(statement, { maxLength });
const policies: fc.Arbitrary<Policies> = fc.record({
  user: statements(4),
  boundary: fc.option(statements(2), { nil: null, freq: 1 }),
  scp: fc.option(statements(2), { nil: null, freq: 1 }),
  resource: fc.array(
    fc.tuple(statement, fc.constantFrom("*", { AWS: ANA }, { AWS: "arn:aws:iam::111122223333:user/bob" })).map(([each, Principal]) => ({ ...each, Principal })),
    { maxLength: 2 },
  ),
});

function answerTo({ user, boundary, scp, resource }: Policies, context?: Context) {
  const found = answerOf(
    { user, ...(boundary ? { boundary } : {}), ofAccount: { organizationId: "o-abcdefghij", managementAccountId: "999988887777" } },
    {
      principal: ANA,
      action: "s3:GetObject",
      resource: RESOURCE,
      resourcePolicy: { name: "resource", document: asPolicy(resource) },
      ...(scp ? { controlPolicies: { scps: [[{ name: "scp", document: asPolicy(scp) }]], rcps: [] } } : {}),
      ...(context ? { context } : {}),
    },
  );
  return found.ok ? found.answer : null;
}

const verdictOf = (made: Policies, context?: Context) => answerTo(made, context)?.verdict;

/** A context of an answer, with keys as the second evaluator spells them; keys on which nothing rests as they may be. */
const contextOf = (shown: Readonly<Record<string, readonly string[] | null>> | null | undefined): Context =>
  Object.fromEntries(
    Object.keys(KEYS).map((key) => [
      key,
      shown?.[key.toLowerCase()]?.[0] ?? (key === "aws:SecureTransport" && shown?.[key.toLowerCase()] === undefined ? "true" : null),
    ]),
  );

describe("authorize and a second evaluator", () => {
  it("agree on requests whose whole context is given", () => {
    fc.assert(
      fc.property(policies, fc.constantFrom(...CONTEXTS), (made, context) => {
        const verdict = verdictOf(made, context);
        // What * grants beside a boundary that does not allow is not documented.
        fc.pre(verdict !== "unknown" || made.boundary === null);
        expect(verdict).toBe(isAllowed(made, context) ? "allowed" : "denied");
      }),
      { numRuns: 3_000 },
    );
  }, 120_000);

  it("agree on what requests with a free context come to", () => {
    fc.assert(
      fc.property(policies, (made) => {
        const answer = answerTo(made);
        const verdict = answer?.verdict;
        fc.pre(verdict !== "unknown");
        const decided = new Set(CONTEXTS.map((context) => isAllowed(made, context)));
        // Other values than those of the small contexts may turn a verdict, and none of them may contradict one.
        if (verdict === "allowed") expect([...decided]).toEqual([true]);
        else if (verdict === "denied") expect([...decided]).toEqual([false]);
        else {
          expect(verdict).toBe("conditional");
          expect([isAllowed(made, contextOf(answer?.allowedWith)), isAllowed(made, contextOf(answer?.deniedWith))]).toEqual([true, false]);
        }
        if (decided.size === 2) expect(verdict).toBe("conditional");
      }),
      { numRuns: 600 },
    );
  }, 120_000);
});

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/index.ts";
import { CONTENT_FIELDS, isUnknownMark, openMark } from "../../../document/index.ts";
import { contentFields } from "../../../engine/access/index.ts";
import { derive } from "../../../engine/evaluate/index.ts";
import { type document, isUnknown, type ReeveDocument, TABLE, type ValueType } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";
import { SHIPPED } from "../../rules/shipped.ts";

const read = (file: string): ReeveDocument =>
  JSON.parse(gunzipSync(readFileSync(fileURLToPath(new URL(`../../../${file}`, import.meta.url)))).toString()) as ReeveDocument;

/** The sample without derived fields, and as a version of Reeve wrote it that stored them. */
const SAMPLE = read("samples/tideline.snapshot.json.gz");
const OLD = read("test/fixtures/snapshots/with-derived-fields.json.gz");

const MARK = { $unknown: "g1" };
const STATEMENT: document.PolicyStatement = {
  sid: null,
  effect: "Allow",
  actions: ["*"],
  notActions: [],
  resources: ["*"],
  notResources: [],
  principals: [],
  notPrincipals: [],
  conditions: [],
};

/** The derived fields that a document states, each as its way. */
function stated(of: unknown): string[] {
  const found = new Set<string>();
  const visit = (type: ValueType, value: unknown, way: string): void => {
    if (typeof value !== "object" || value === null || isUnknown(value) || type.type === "dynamic") return;
    if (type.type === "list") for (const element of value as unknown[]) visit(type.element, element, way);
    const fields = type.type === "object" ? type.fields : type.type === "resource" ? TABLE.kinds[type.kind].fields : {};
    for (const [name, field] of Object.entries(fields)) {
      if (field.via || !Object.hasOwn(value, name)) continue;
      if (field.derived) found.add(`${way}.${name}`);
      visit(field.value, (value as Record<string, unknown>)[name], `${way}.${name}`);
    }
  };
  const base = { nullable: false, unknown: true };
  visit({ type: "resource", kind: "account", ...base }, (of as ReeveDocument).account, "account");
  for (const [list, kind] of Object.entries(TABLE.lists))
    visit({ type: "list", element: { type: "resource", kind, ...base }, open: true, ...base }, (of as Record<string, unknown>)[list], kind);
  return [...found].sort();
}

describe("a snapshot", () => {
  it("is written without fields that follow from others", () => {
    expect(stated(SAMPLE)).toEqual([]);
    expect(stated(OLD)).toHaveLength(19);
  });

  it("gives the same results with and without them", () => {
    const [was, is] = [OLD, SAMPLE].map((of) => evaluate(of, SHIPPED.rules));
    if (!was?.ok || !is?.ok) throw new Error("refused");
    const { document: _was, ...before } = was.results;
    const { document: _is, ...after } = is.results;
    expect(after).toEqual(before);
    expect(after.results.length).toBeGreaterThan(300);
  });
});

describe("derive", () => {
  /** Derived fields that the old snapshot is too old to state. */
  const added = [
    ...new Set(
      stated(OLD)
        .filter((way) => way.endsWith(".grants"))
        .flatMap((way) => ["outsiders", "trusted"].map((field) => way.replace(/grants$/, field))),
    ),
  ];

  it("fills every field that the schema marks as derived", () => {
    const records = JSON.parse(readFileSync("test/fixtures/cloudtrail/detach-group-policy.json", "utf8")) as { Records: object[] };
    const { events } = normalizeRecords(records.Records);
    expect(stated({ events })).toEqual([]);
    expect(stated(derive({ ...SAMPLE, events }))).toEqual([...stated(OLD), ...added, "event.actor", "event.change", "event.outcome", "event.target"].sort());
  });

  it("fills no more than is asked for, and shares the rest with the document", () => {
    const derived = derive(SAMPLE, ["user.name", "role.trustPolicy.admin"]);
    expect(stated(derived)).toEqual(["role.trustPolicy.admin"]);
    expect([derived.users, derived.policies, derived.account]).toEqual([SAMPLE.users, SAMPLE.policies, SAMPLE.account]);
    expect(derived.users).toBe(SAMPLE.users);
    expect(stated(SAMPLE)).toEqual([]);
  });

  it("shares what follows from a resource between two documents that share it", () => {
    const [one, other] = [SAMPLE, { ...SAMPLE }].map((of) => derive(of).policies as readonly unknown[]);
    expect(one?.length).toBeGreaterThan(0);
    expect(one?.every((policy, at) => policy === other?.[at])).toBe(true);
  });

  it("gives the same of a copy as of the document itself, and leaves a derived document as it is", () => {
    expect(derive(structuredClone(SAMPLE))).toEqual(derive(SAMPLE));
    expect(derive(structuredClone(derive(SAMPLE)))).toEqual(derive(SAMPLE));
    expect(derive(derive(SAMPLE))).toBe(derive(SAMPLE));
  });

  const policyWith = (content: object) => ({ ...SAMPLE, policies: [{ ...(SAMPLE.policies as object[])[0], ...content }] }) as unknown as ReeveDocument;
  const adminOf = (of: ReeveDocument) => (of.policies as document.Policy[])[0]?.admin;

  it("works out anew what an old snapshot states, unless what it follows from is not known", () => {
    expect(adminOf(derive(policyWith({ statements: [STATEMENT], admin: false })))).toBe(true);
    expect(adminOf(derive(policyWith({ statements: MARK, admin: true })))).toBe(true);
    expect(adminOf(derive(policyWith({ statements: MARK })))).toEqual(MARK);
  });

  it("keeps what the case of a rule test states", () => {
    expect(adminOf(derive(policyWith({ statements: [STATEMENT], admin: false }), undefined, "kept"))).toBe(false);
    expect(adminOf(derive(policyWith({ statements: [STATEMENT] }), undefined, "kept"))).toBe(true);
  });

  it("gives a gap that the document lacks the next number", () => {
    const { events, gaps } = normalizeRecords([
      { eventTime: "2026-01-10T10:00:00Z", eventSource: "iam.amazonaws.com", eventName: "DetachUserPolicy", errorCode: "AccessDenied", userIdentity: {} },
    ]);
    const whole = { ...SAMPLE, events, gaps };
    expect(Object.keys(gaps).length).toBeGreaterThan(0);
    expect(derive(whole).gaps).toEqual(gaps);
    expect(Object.keys(derive({ ...whole, gaps: { g7: { ...(Object.values(gaps)[0] as document.Gap), scope: "other" } } }).gaps).slice(0, 2)).toEqual([
      "g7",
      "g8",
    ]);
  });
});

describe("a statement of which parts are unknown", () => {
  const fields = (...statements: (Partial<document.PolicyStatement> | document.Unknown)[]) =>
    contentFields({ statements: statements.map((one) => (isUnknown(one) ? one : { ...STATEMENT, ...one })), languageVersion: "2012-10-17" }, CONTENT_FIELDS);

  it.each<[what: string, of: Partial<document.PolicyStatement>, expected: object]>([
    ["a Deny is a Deny whatever its resources", { effect: "Deny", resources: MARK }, { denies: true, admin: false, allowDigests: [], grants: [] }],
    ["an Allow of one action is no administrator's", { actions: ["sts:tagsession"], resources: MARK }, { admin: false, denies: false, grants: [] }],
    ["an Allow of everything on what is not known may be", { resources: [MARK] }, { admin: MARK, denies: false, allowDigests: [MARK] }],
    ["a known resource decides beside others", { resources: ["*", MARK] }, { admin: true }],
    [
      "a condition of which only the key is known may ask for MFA or for its absence",
      { conditions: [{ operator: MARK, key: "aws:multifactorauthpresent", values: MARK }] },
      { requiresMfa: MARK, admin: MARK },
    ],
    ["a condition on another key is none on MFA", { conditions: [{ operator: MARK, key: "aws:sourceip", values: MARK }] }, { requiresMfa: false, admin: MARK }],
    ["a Deny of which nothing else is known may take everything away", { effect: "Deny", actions: MARK, resources: MARK }, { denies: true, admin: false }],
    ["conditions that are not known may be any", { conditions: [MARK] }, { requiresMfa: MARK, admin: MARK }],
    ["an action among others grants", { actions: ["iam:passrole", MARK] }, { grants: ["iam:passrole", MARK], admin: MARK }],
    ["an effect that is not known may be either", { effect: MARK }, { admin: MARK, denies: MARK, allowDigests: [MARK], denyDigests: [MARK], grants: [MARK] }],
  ])("%s", (_, of, expected) => {
    expect(fields(of)).toMatchObject(expected);
  });

  it("a statement that names resources is about them, whatever is known of those that another would leave out", () => {
    expect(fields({ resources: ["arn:x"], notResources: MARK }, { effect: MARK, resources: ["arn:y"] })).toMatchObject({
      grants: fields({ resources: ["arn:x"] }).grants,
    });
    expect(fields({ resources: ["arn:x"] }).grants).toContain("iam:passrole");
  });

  it("is never decided otherwise once it is known", () => {
    const list = <T>(of: fc.Arbitrary<T>, least = 0) => fc.array(of, { minLength: least, maxLength: 2 });
    const pattern = fc.constantFrom("*", "iam:*", "iam:passrole", "s3:getobject", "iam:put*");
    const condition = fc.record({
      operator: fc.constant("Bool"),
      key: fc.constantFrom("aws:multifactorauthpresent", "aws:sourceip"),
      values: list(fc.constant("1")),
    });
    const known = fc
      .tuple(fc.constantFrom("Allow" as const, "Deny" as const), list(pattern, 1), fc.boolean(), list(fc.constantFrom("*", "arn:x")), list(condition))
      .map(([effect, patterns, negated, resources, conditions]) => ({
        ...STATEMENT,
        effect,
        ...(negated ? { actions: [], notActions: patterns } : { actions: patterns }),
        resources,
        conditions,
      }));
    const less = (statement: document.PolicyStatement, cut: readonly number[]): document.PolicyStatement =>
      Object.fromEntries(
        Object.entries(statement).map(([name, value], at) => {
          const how = cut[at] ?? 0;
          return [name, how === 0 || name === "sid" ? value : how === 1 || !Array.isArray(value) ? MARK : [...value.slice(0, how - 2), MARK]];
        }),
      ) as unknown as document.PolicyStatement;
    // Statements that an open list may hold beside the known ones.
    const further: document.PolicyStatement[] = [
      STATEMENT,
      { ...STATEMENT, effect: "Deny" },
      { ...STATEMENT, actions: ["iam:passrole"], resources: ["arn:x"] },
      { ...STATEMENT, effect: "Deny", conditions: [{ operator: "BoolIfExists", key: "aws:multifactorauthpresent", values: ["false"] }] },
    ];
    // Most parts stay known: a statement of which every part is cut decides nothing.
    const cuts = fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) }), { minLength: 9, maxLength: 9 });
    let decided = 0;
    fc.assert(
      fc.property(list(fc.tuple(known, cuts), 1), fc.option(fc.constantFrom(...further), { freq: 1 }), (drawn, later) => {
        const whole: Record<string, unknown> = contentFields({ statements: drawn.map(([statement]) => statement) }, CONTENT_FIELDS);
        const part = contentFields({ statements: [...drawn.map(([statement, cut]) => less(statement, cut)), ...(later ? [MARK] : [])] }, CONTENT_FIELDS);
        const more: Record<string, unknown>[] = later ? [contentFields({ statements: [...drawn.map(([statement]) => statement), later] }, CONTENT_FIELDS)] : [];
        for (const [field, value] of Object.entries(part)) {
          if (isUnknownMark(value)) continue;
          if (field === "outsiders") {
            const byKind = new Map((whole[field] as document.PolicyContent["outsiders"] & { kind: string }[]).map((one) => [one.kind, one]));
            for (const one of value as { kind: string; allowed: unknown }[]) if (typeof one.allowed === "boolean") expect(one).toEqual(byKind.get(one.kind));
            continue;
          }
          if (Array.isArray(value) && openMark(value)) {
            expect(whole[field]).toEqual(expect.arrayContaining(value.slice(0, -1) as string[]));
            continue;
          }
          decided += 1;
          for (const content of [whole, ...more]) expect([field, content[field]]).toEqual([field, value]);
        }
      }),
      { numRuns: 500 },
    );
    expect(decided).toBeGreaterThan(300);
  });
});

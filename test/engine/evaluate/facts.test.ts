import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CheckedRule, type Fact, facts, judge, loadRules, tapeOf } from "../../../engine/index.ts";
import { tideline } from "../../../samples/tideline/document.ts";
import type { ReeveDocument, Result } from "../../../schemas/index.ts";
import { account, rule, UNKNOWN } from "../decide/diff/judged.ts";

/** Facts of the only user that is changed, by one condition on users. */
function factsBy(require: string, change: Record<string, unknown>, more: (document: ReeveDocument) => void = () => {}): Fact[] | null {
  const document = account((made, users) => {
    Object.assign(users[0]!, { path: "/", passwordEnabled: true, ...change });
    more(made);
  });
  const one = rule("one", `resource: user\nrequire: ${require}\nmessage: m\n`);
  const id = (document.users as unknown as { id: string }[])[0]!.id;
  const result = resultsOf(document, [one]).find(({ resource }) => resource.id === id)!;
  return facts(document, [one], result);
}

function resultsOf(document: ReeveDocument, rules: CheckedRule[]): Result[] {
  const judged = judge(document, tapeOf(document), rules);
  if (!judged.ok) throw new Error(JSON.stringify(judged.errors));
  return judged.results.results;
}

const fact = (operator: string, bound: unknown, value: unknown, element: string | null = null, clause = "require:0", among?: string) => ({
  clause,
  element,
  operator,
  bound,
  value,
  ...(among === undefined ? {} : { among }),
});

const POLICIES = ["b", "c", "a"].map((name) => `arn:aws:iam::111122223333:policy/${name}`);

const X = "arn:aws:iam::aws:policy/x";

describe("the facts of a test that fails", () => {
  it.each<[string, string, Record<string, unknown>, unknown[]]>([
    ["is", "{ user.mfaActive: true }", { mfaActive: false }, [fact("is", true, false)]],
    [
      "is, of null",
      "{ user.permissionsBoundaryArn: arn:aws:iam::aws:policy/x }",
      { permissionsBoundaryArn: null },
      [fact("is", "arn:aws:iam::aws:policy/x", null)],
    ],
    ["isNot", '{ user.path: { isNot: "/" } }', {}, [fact("isNot", "/", "/")]],
    ["in", "{ user.path: { in: [/a/, /b/] } }", {}, [fact("in", ["/a/", "/b/"], "/")]],
    ["notIn", "{ user.path: { notIn: [/, /b/] } }", {}, [fact("notIn", ["/", "/b/"], "/")]],
    ["glob", "{ user.path: { glob: /team/* } }", {}, [fact("glob", "/team/*", "/")]],
    ["notGlob", '{ user.path: { notGlob: "/*" } }', {}, [fact("notGlob", "/*", "/")]],
    ["matches", "{ user.path: { matches: team } }", {}, [fact("matches", "team", "/")]],
    ["exists", "{ user.permissionsBoundaryArn: { exists: true } }", { permissionsBoundaryArn: null }, [fact("exists", true, null)]],
    ["contains, of a list", "{ user.mfaDeviceIds: { contains: g } }", { mfaDeviceIds: ["a", "b"] }, [fact("contains", "g", false)]],
    [
      "olderThan, by instant and never by age",
      "{ user.createdAt: { olderThan: 90000d } }",
      { createdAt: "2025-01-02T03:04:05Z" },
      [fact("olderThan", "90000d", "2025-01-02T03:04:05Z")],
    ],
    [
      "default",
      "{ user.permissionsBoundaryArn: { default: none, is: arn:aws:iam::aws:policy/x } }",
      { permissionsBoundaryArn: null },
      [fact("is", "arn:aws:iam::aws:policy/x", "none")],
    ],
    [
      "several matchers on one path",
      "{ user.path: { glob: /a*, isNot: /, notIn: [/b/] } }",
      {},
      [fact("glob", "/a*", "/"), fact("isNot", "/", "/", null, "require:1")],
    ],
    ["not", "{ not: { user.path: / } }", {}, [fact("not is", "/", "/")]],
    ["not, twice", "{ not: { not: { user.path: /a/ } } }", {}, [fact("is", "/a/", "/")]],
    ["and: those that fail", "{ user.path: /, user.mfaActive: true }", { mfaActive: false }, [fact("is", true, false, null, "require:1")]],
    [
      "or: all",
      "{ or: [{ user.path: /a/ }, { user.mfaActive: true }] }",
      { mfaActive: false },
      [fact("is", "/a/", "/"), fact("is", true, false, null, "require:1")],
    ],
    ["not of or: those that hold", "{ not: { or: [{ user.path: / }, { user.mfaActive: true }] } }", { mfaActive: false }, [fact("not is", "/", "/")]],
    [
      "nested, by its place in the normal form",
      "{ and: [{ and: [{ user.path: / }, { user.passwordEnabled: true }] }, { user.mfaActive: true }] }",
      { mfaActive: false },
      [fact("is", true, false, null, "require:2")],
    ],
    [
      "and with an unknown part: an unknown value",
      "{ and: [{ user.mfaActive: true }, { user.path: /a/ }] }",
      { mfaActive: UNKNOWN },
      [fact("is", true, UNKNOWN), fact("is", "/a/", "/", null, "require:1")],
    ],
  ])("%s", (_, require, change, expected) => {
    expect(factsBy(require, change)).toEqual(expected);
  });

  it("gives none to a result that is no finding", () => {
    expect(factsBy("{ user.mfaActive: true }", { mfaActive: true })).toBeNull();
    expect(factsBy("{ user.mfaActive: true }", { mfaActive: UNKNOWN })).toBeNull();
  });
});

describe("the facts of a test on elements", () => {
  const many = Array.from({ length: 9 }, (_, at) => `arn:aws:iam::111122223333:policy/p${at}`);
  const attached = { attachedPolicyArns: POLICIES };
  it.each<[string, string, Record<string, unknown>, unknown[]]>([
    [
      "every: the elements that fail, all of them",
      "{ user.attachedPolicyArns: { exists: true, every: { item: { glob: '*/x' } } } }",
      { attachedPolicyArns: many },
      many.map((arn) => fact("glob", "*/x", arn, arn, "require:1.0")),
    ],
    [
      "every: not those that hold",
      "{ user.attachedPolicyArns: { exists: true, every: { item: { notGlob: '*/c' } } } }",
      attached,
      [fact("notGlob", "*/c", POLICIES[1], POLICIES[1], "require:1.0")],
    ],
    [
      "none: the elements that hold",
      "{ user.attachedPolicyArns: { none: { item: { glob: '*/c' } } } }",
      attached,
      [fact("not glob", "*/c", POLICIES[1], POLICIES[1], "require:0.0")],
    ],
    [
      "any: each element",
      `{ user.attachedPolicyArns: { any: { item: "${X}" } } }`,
      attached,
      POLICIES.map((arn) => fact("is", X, arn, arn, "require:0.0", "require:0")),
    ],
    [
      "any of an empty list",
      `{ user.attachedPolicyArns: { any: { item: "${X}" } } }`,
      { attachedPolicyArns: [] },
      [fact("any", null, 0, null, "require:0", "require:0")],
    ],
    ["count, too few", "{ user.attachedPolicyArns: { count: { gte: 4 } } }", attached, [fact("count gte", 4, 3)]],
    [
      "count, too many: what was counted too",
      "{ user.attachedPolicyArns: { count: { lte: 2 } } }",
      attached,
      [fact("count lte", 2, 3), ...POLICIES.map((arn) => fact("counted", null, true, arn))],
    ],
    [
      "count of an open list, by the least",
      "{ user.attachedPolicyArns: { count: { lt: 1 } } }",
      { attachedPolicyArns: [POLICIES[0], UNKNOWN] },
      [fact("count lt", 1, { least: 1, most: null }), fact("counted", null, true, POLICIES[0]), fact("counted", null, UNKNOWN)],
    ],
    [
      "none, of an open list: that more may be there",
      `{ user.attachedPolicyArns: { none: { item: { glob: '*/c' } } } }`,
      { attachedPolicyArns: [...POLICIES, UNKNOWN] },
      [fact("not glob", "*/c", POLICIES[1], POLICIES[1], "require:0.0"), fact("none", null, UNKNOWN)],
    ],
    [
      "every, whose list is unknown beside a test that fails",
      "{ user.mfaActive: true, user.attachedPolicyArns: { exists: true, every: { item: { glob: '*/x' } } } }",
      { mfaActive: false, attachedPolicyArns: UNKNOWN },
      [fact("is", true, false), fact("exists", true, UNKNOWN, null, "require:1"), fact("every", null, UNKNOWN, null, "require:2")],
    ],
  ])("%s", (_, require, change, expected) => {
    expect(factsBy(require, change)).toEqual(expected);
  });

  const groupOf = (document: ReeveDocument): { id: string; arn: string; name: string } =>
    (document.groups as unknown as { id: string; arn: string; name: string }[])[0]!;
  const inGroup = (document: ReeveDocument): void => {
    Object.assign(groupOf(document), { path: "/all/" });
    Object.assign((document.users as unknown as Record<string, unknown>[])[0]!, { groupArns: [groupOf(document).arn] });
  };
  const renamed = (document: ReeveDocument): void => {
    Object.assign(groupOf(document), { name: "other", arn: groupOf(document).arn.replace(/[^/]*$/, "other") });
    inGroup(document);
  };

  it("names a resource by its unique id, so that a renamed one is the same element", () => {
    const require = "{ user.groups: { none: { path: { glob: '/a*' } } } }";
    const [before, after] = [factsBy(require, {}, inGroup), factsBy(require, {}, renamed)];
    expect(before?.map(({ element }) => element)).toEqual([groupOf(account()).id]);
    expect(after).toEqual(before);
  });
});

describe("what the facts name is what there is to repair", () => {
  const FIELDS: Record<string, [field: string, value: unknown]> = { "require:0": ["mfaActive", true], "require:1": ["passwordEnabled", false] };
  const require = "{ user.mfaActive: true, user.passwordEnabled: false, user.attachedPolicyArns: { none: { item: { glob: '*/b*' } } } }";
  const anyUser = fc.record({
    mfaActive: fc.boolean(),
    passwordEnabled: fc.boolean(),
    attachedPolicyArns: fc.uniqueArray(fc.constantFrom("x/a", "x/b", "x/b1", "x/b2", "x/b3", "x/b4", "x/b5", "x/b6", "x/c")),
  });
  type User = { mfaActive: boolean; passwordEnabled: boolean; attachedPolicyArns: string[] };
  const repaired = (user: User, { clause, element }: Fact): User => {
    const [field, value] = FIELDS[clause] ?? ["attachedPolicyArns", user.attachedPolicyArns.filter((arn) => arn !== element)];
    return { ...user, [field]: value };
  };

  it("repairing all of them makes the rule pass, and all but one does not", () => {
    fc.assert(
      fc.property(anyUser, (user) => {
        const found = factsBy(require, user) ?? [];
        expect(factsBy(require, found.reduce(repaired, user))).toBeNull();
        for (const left of found) expect(factsBy(require, found.filter((one) => one !== left).reduce(repaired, user))).toEqual([left]);
      }),
      { numRuns: 25 },
    );
  });
});

const FILES = ["rules/iam-baseline", "rules/cloudtrail-detections"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".yaml") && !name.endsWith(".test.yaml") && name !== "pack.yaml")
    .map((name) => ({ file: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, "utf8") })),
);

describe("the findings of the sample", () => {
  const { rules } = loadRules(FILES);
  const document = tideline();
  const findings = resultsOf(document, rules).filter(({ status }) => status === "fail");

  it("each has a fact at least, of known values, and the same again", () => {
    expect(findings.length).toBeGreaterThan(20);
    for (const finding of findings) {
      const found = facts(document, rules, finding);
      expect(found?.length ?? 0, `${finding.rule} ${finding.resource.name}`).toBeGreaterThan(0);
      expect(facts(document, rules, finding)).toEqual(found);
    }
  });
});

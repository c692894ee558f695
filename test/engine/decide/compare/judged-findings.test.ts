import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareFacts, compareKept, keptFacts } from "../../../../engine/decide/compare/index.ts";
import { type CheckedRule, type Fact, facts, judge, loadRules, tapeOf } from "../../../../engine/index.ts";
import { tideline } from "../../../../samples/tideline/document.ts";
import type { document, ReeveDocument, Result } from "../../../../schemas/index.ts";
import { account, rule, UNKNOWN } from "../diff/judged.ts";

const findingsOf = (of: ReeveDocument, rules: readonly CheckedRule[]): Map<string, { finding: Result; facts: Fact[] }> => {
  const judged = judge(of, tapeOf(of), rules);
  if (!judged.ok) throw new Error(JSON.stringify(judged.errors));
  const found = judged.results.results.filter(({ status }) => status === "fail");
  return new Map(found.map((finding) => [finding.fingerprint ?? "", { finding, facts: facts(of, rules, finding) ?? [] }]));
};

const SHIPPED = loadRules(
  ["rules/iam-baseline", "rules/cloudtrail-detections"].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".yaml") && !name.endsWith(".test.yaml") && name !== "pack.yaml")
      .map((name) => ({ file: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, "utf8") })),
  ),
).rules;

describe("the findings of the sample", () => {
  it("are the same a day later, where nothing else changed", () => {
    const today = tideline();
    const tomorrow = { ...today, collectedAt: new Date(Date.parse(today.collectedAt) + 86_400_000).toISOString() };
    const [before, after] = [findingsOf(today, SHIPPED), findingsOf(tomorrow, SHIPPED)];
    expect(before.size).toBeGreaterThan(20);
    for (const [fingerprint, { finding, facts: was }] of before) {
      const now = after.get(fingerprint);
      expect(now && compareFacts(was, now.facts).verdict, `${finding.rule} ${finding.resource.name}`).toBe("same");
      expect(now && compareKept(keptFacts(was), now.facts).verdict, `${finding.rule} ${finding.resource.name}, as it is kept`).toBe("same");
    }
  });
});

describe("holders of AdministratorAccess", () => {
  const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
  const rules = SHIPPED.filter(({ id }) => id === "policy-no-admin-aws-managed");
  /** The sample with so many holders that the rule does not expect. */
  const holders = (count: number): Fact[] => {
    const made = tideline();
    const attachedTo = Array.from({ length: count }, (_, at) => ({ kind: "role", arn: `arn:aws:iam::444455556666:role/r${at}`, id: `AROA${at}` }));
    const policies = (made.policies as document.Policy[]).map((policy) =>
      policy.arn === ADMIN ? { ...policy, attachedTo: attachedTo as unknown as document.Policy["attachedTo"], attachmentCount: count } : policy,
    );
    const [found] = [...findingsOf({ ...made, policies }, rules).values()].filter(({ finding }) => finding.resource.arn === ADMIN);
    return found?.facts ?? [];
  };

  it.each([6, 7, 8])("the %ith is worse than one less, and is named; removing it is better", (count) => {
    const compared = compareFacts(holders(count - 1), holders(count));
    expect(compared.verdict).toBe("worse");
    expect(compared.turns.map(({ after }) => after?.element)).toEqual([`AROA${count - 1}`]);
    expect(compareFacts(holders(count), holders(count - 1)).verdict).toBe("better");
    expect(compareKept(keptFacts(holders(count - 1)), holders(count)).verdict).toBe("worse");
    expect(compareKept(keptFacts(holders(count)), holders(count - 1)).verdict).toBe("better");
  });
});

describe("a statement", () => {
  const DENIES = rule(
    "denies",
    "resource: policy\nrequire: { policy.statements: { none: { effect: Deny, actions: { any: { item: { glob: 'iam:*' } } } } } }\nmessage: m\n",
  );
  const resource = (variable: boolean): string => `arn:aws:iam::*:user/${variable ? "${aws:username}" : "ann"}`;
  const written = (languageVersion: string, variable: boolean, sid: string | null = null): Fact[] => {
    const statement = {
      ...{ sid, effect: "Deny", actions: ["iam:*"], notActions: [], resources: [resource(variable)] },
      ...{ notResources: [], principals: [], notPrincipals: [], conditions: [] },
    };
    const made = account((of) => {
      Object.assign((of.policies as unknown as Record<string, unknown>[])[0]!, { statements: [statement], languageVersion });
    });
    return [...findingsOf(made, [DENIES]).values()][0]?.facts ?? [];
  };

  it("that holds a variable is another under another Version", () => {
    expect(compareFacts(written("2012-10-17", true), written("2008-10-17", true)).verdict).toBe("worse");
  });

  it("without a variable is the same under another Version, and by another Sid", () => {
    expect(written("2012-10-17", false)).not.toEqual([]);
    expect(compareFacts(written("2012-10-17", false), written("2008-10-17", false, "Other")).verdict).toBe("same");
  });
});

describe("an account of which less is known", () => {
  const ONE = rule(
    "one",
    `resource: user
require:
  and:
    - user.mfaActive: true
    - user.path: { glob: "/team/*" }
    - user.attachedPolicyArns: { none: { item: { glob: "*/admin*" } } }
    - user.attachedPolicyArns: { count: { lte: 1 } }
    - or:
        - user.attachedPolicyArns: { any: { item: { glob: "*/guard" } } }
        - user.permissionsBoundaryArn: "arn:aws:iam::aws:policy/b"
message: m
`,
  );
  const policies = fc.uniqueArray(fc.constantFrom("admin1", "admin2", "admin3", "read", "guard"));
  const user = fc.record({ mfaActive: fc.boolean(), path: fc.constantFrom("/", "/team/a/"), policies, boundary: fc.constantFrom(null, "b", "c") });
  const hidden = fc.record({ mfa: fc.boolean(), boundary: fc.boolean(), list: fc.boolean(), tail: fc.nat({ max: 6 }) });
  const fieldsOf = ({ mfaActive, path, policies: held, boundary }: typeof user extends fc.Arbitrary<infer T> ? T : never) => ({
    mfaActive: mfaActive as unknown,
    path,
    attachedPolicyArns: held.map((name) => `arn:aws:iam::111122223333:policy/${name}`) as unknown,
    permissionsBoundaryArn: (boundary && `arn:aws:iam::aws:policy/${boundary}`) as unknown,
  });
  const factsOfUser = (fields: Record<string, unknown>): Fact[] | null => {
    const made = account((_, users) => Object.assign(users[0]!, fields));
    const id = (made.users as document.User[])[0]?.id;
    return [...findingsOf(made, [ONE]).values()].find(({ finding }) => finding.resource.id === id)?.facts ?? null;
  };

  it("gives the same finding or one that is open, and an element more is worse", () => {
    let compared = 0;
    fc.assert(
      fc.property(user, hidden, (one, hides) => {
        const full = fieldsOf(one);
        const list = full.attachedPolicyArns as string[];
        const less = {
          ...full,
          ...(hides.mfa ? { mfaActive: UNKNOWN } : {}),
          ...(hides.boundary ? { permissionsBoundaryArn: UNKNOWN } : {}),
          attachedPolicyArns: hides.list ? UNKNOWN : hides.tail < list.length ? [...list.slice(0, hides.tail), UNKNOWN] : list,
        };
        const [all, some] = [factsOfUser(full), factsOfUser(less)];
        if (all !== null) expect(compareFacts(all, all).verdict).toBe("same");
        if (all === null || some === null) return;
        compared += 1;
        expect(["same", "open"]).toContain(compareFacts(all, some).verdict);
        const more = factsOfUser({ ...full, attachedPolicyArns: [...list, "arn:aws:iam::111122223333:policy/admin9"] });
        expect(compareFacts(all, more ?? []).verdict).toBe("worse");
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(20);
  });
});

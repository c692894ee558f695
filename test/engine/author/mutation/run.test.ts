import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../../collectors/normalize/cloudtrail/event-set.ts";
import { mutateRule, proposals } from "../../../../engine/author/mutation/index.ts";
import { appendCases } from "../../../../engine/author/testing/append-case.ts";
import { ruleOf, testOf } from "./sample.ts";

const RULE = ruleOf("applies: { user.passwordEnabled: true }\nrequire: { user.mfaActive: true }\n");
const WEAK = `# what the sample is held to
cases:
  # both ways
  - name: with and without
    given:
      users:
        - { name: ana, passwordEnabled: true, mfaActive: true }
        - { name: ben, passwordEnabled: true, mfaActive: false }
        - { name: dan, passwordEnabled: true, mfaActive: { $unknown: AccessDenied } }
    expect: { pass: [ana], fail: [ben], unknown: [dan] }
`;
const DROPPED = "dropped in applies: user.passwordEnabled: true → (dropped)";
const UNREAD = "unknown in document: user.passwordEnabled unknown → (absent)";
const options = { normalizeRecords };

describe("a weak test file", () => {
  const ids = (text: string) => mutateRule(RULE, testOf(text), options).survivors.map(({ mutant }) => mutant.id);

  it("leaves exactly the mutants that no case notices", () => {
    expect(ids(WEAK)).toEqual([DROPPED, UNREAD]);
  });

  it("lets a mutant live that it explains, and refuses an explanation of none", () => {
    const explained = `${WEAK}survivors:\n  - { mutant: ${JSON.stringify(DROPPED)}, reason: the collector knows }\n  - { mutant: no such mutant, reason: none }\n`;
    const { survivors, stale } = mutateRule(RULE, testOf(explained), options);
    expect(survivors.map(({ reason }) => reason)).toEqual(["the collector knows", null]);
    expect(stale).toEqual(["no such mutant"]);
  });

  it("is not mutated while one of its cases fails", () => {
    expect(mutateRule(RULE, testOf(WEAK.replace("pass: [ana], fail: [ben]", "pass: [ana, ben]")), options)).toMatchObject({
      failing: ["with and without"],
      mutants: 0,
    });
  });

  it("gets cases that kill the survivors, and keeps its comments and layout when it is written", () => {
    const test = testOf(WEAK);
    const { survivors } = mutateRule(RULE, test, options);
    const found = [...proposals(RULE, test, survivors, options)].flatMap((proposal) => proposal.found ?? []);
    const written = appendCases(
      "sample.test.yaml",
      WEAK,
      found.map((one) => ({ ...one })),
    );
    expect(written?.startsWith(WEAK)).toBe(true);
    const after = mutateRule(RULE, testOf(written ?? ""), options);
    expect(after.failing).toEqual([]);
    expect(after.survivors).toEqual([]);
    expect(found.map(({ name }) => name)).toEqual([
      "ana is not judged where a user's passwordEnabled is false",
      "ana is unknown where a user's passwordEnabled could not be read",
    ]);
  });
});

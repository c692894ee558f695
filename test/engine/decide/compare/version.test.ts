import { describe, expect, it } from "vitest";
import { policyContent } from "../../../../document/index.ts";
import { compareFacts, compareKept, fitsNoLonger, keptFacts, namedTurns } from "../../../../engine/decide/compare/index.ts";
import { type CheckedRule, type Fact, facts, judge, tapeOf } from "../../../../engine/index.ts";
import { comparedText } from "../../../../reporters/compared.ts";
import { tideline } from "../../../../samples/tideline/document.ts";
import type { document, ReeveDocument } from "../../../../schemas/index.ts";
import { rule } from "../diff/judged.ts";

/** Undefined: the snapshot did not keep it. Null: the document has none. */
type Version = string | null | undefined;

const NEW = "2012-10-17";
const OLD = "2008-10-17";
const ALL = { Effect: "Allow", Action: "*", Resource: "*" };
const OWN = { ...ALL, Resource: "arn:aws:s3:::b/${aws:username}/*" };
const DENY = { Effect: "Deny", Action: "s3:DeleteObject", Resource: OWN.Resource };
const BY_STATEMENT = rule("statement", 'resource: policy\nrequire: { policy.statements: { none: { effect: Allow, actions: { any: "*" } } } }\nmessage: m\n');
const BY_ADMIN = rule("admin", "resource: policy\nrequire: { policy.admin: false }\nmessage: m\n");

function factsUnder(of: CheckedRule, statements: object[], version: Version): Fact[] {
  const made = tideline();
  const { languageVersion: _, ...content } = policyContent(JSON.stringify({ Statement: statements }), "json", { $unknown: "-" });
  const policies = (made.policies as document.Policy[]).map(({ languageVersion, ...policy }, at) =>
    at > 0
      ? { ...policy, languageVersion: languageVersion ?? null }
      : { ...policy, ...content, ...(version === undefined ? {} : { languageVersion: version }) },
  );
  const document: ReeveDocument = { ...made, policies };
  const judged = judge(document, tapeOf(document), [of]);
  if (!judged.ok) throw new Error(JSON.stringify(judged.errors));
  const found = judged.results.results.find(({ status, resource }) => status === "fail" && resource.name === policies[0]?.name);
  const known = (found && facts(document, [of], found)) ?? [];
  expect(known.length).toBeGreaterThan(0);
  return known;
}

type Case = [what: string, before: Version, after: Version, verdict: string, says: string];

const CASES: Case[] = [
  ["that lose their variables", NEW, OLD, "worse", "the Version of the policy changed"],
  ["that lose them with their Version", NEW, null, "worse", "the Version of the policy changed"],
  ["whose earlier Version is not known", undefined, OLD, "open", "the Version of the policy before is not known"],
  ["whose earlier Version is not known, and that have variables now", undefined, NEW, "open", "the Version of the policy before is not known"],
  ["whose Version is not known now", NEW, undefined, "open", "the Version of the policy now is not known"],
  ["whose Version is known on no side", undefined, undefined, "same", ""],
  ["under two spellings of one Version", null, OLD, "same", ""],
];

describe.each([
  ["Deny statements", BY_STATEMENT, [ALL, DENY]],
  ["Deny statements of a policy that gives administrator permissions", BY_ADMIN, [ALL, DENY]],
  ["Allow statements", BY_STATEMENT, [{ ...OWN }]],
] as [string, CheckedRule, object[]][])("%s with variables", (_, of, statements) => {
  it.each(CASES)("%s", (_, before, after, verdict, says) => {
    const [was, is] = [factsUnder(of, statements, before), factsUnder(of, statements, after)];
    const compared = compareFacts(was, is);
    expect(compared.verdict).toBe(verdict);
    const kept = compareKept(JSON.parse(JSON.stringify(keptFacts(was))), is);
    expect(kept.verdict, "as it is kept").toBe(verdict);
    const named = namedTurns(kept, "baseline", () => null);
    expect(named !== null && fitsNoLonger(named), "an accepted finding is accepted no longer").toBe(verdict !== "same");
    const said = comparedText({ compared: named ?? undefined, account: null, resource: { kind: "policy", id: null, arn: null, name: "p" } } as never).join();
    expect(said).toContain(says);
    expect(said).not.toContain("new statement");
  });
});

import { describe, expect, test } from "vitest";
import { largeDocument } from "../../../bench/large-document.ts";
import type { EvaluateOptions } from "../../../engine/index.ts";
import { exitCode, explain, fingerprint, loadRules } from "../../../engine/index.ts";
import type { CheckedRule } from "../../../engine/language/rule.ts";
import type { ReeveDocument, ReeveResults, Result } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";

const HEAD = "title: Holds\nseverity: medium\nrationale: Because.\n";
const rule = (id: string, yaml: string): CheckedRule => {
  const { rules, diagnostics } = loadRules([{ file: `rules/x/${id}.yaml`, text: `id: ${id}\n${HEAD}${yaml}` }]);
  const [only] = rules;
  if (!only) throw new Error(diagnostics.map((one) => `${one.line}: ${one.message}`).join("\n"));
  return only;
};

const run = (document: ReeveDocument, rules: CheckedRule[], options: EvaluateOptions = {}): ReeveResults => {
  const outcome = evaluate(document, rules, options);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.results;
};

const GAP = {
  source: "iam:GetCredentialReport",
  reason: "AccessDenied" as const,
  deniedBy: "identity" as const,
  permission: null,
  scope: "account",
  message: "no",
};
const small = (change: (document: ReeveDocument) => void = () => {}): ReeveDocument => {
  const document = structuredClone(largeDocument(2, 1));
  document.gaps = { g2: GAP, g10: GAP };
  change(document);
  return document;
};
const users = (document: ReeveDocument) => document.users as unknown as Record<string, unknown>[];
const MFA = rule(
  "user-mfa",
  'resource: user\nrequire: { user.mfaActive: true }\nmessage: "{{user.name}} has {{user.accessKeyIds}} and {{user.permissionsBoundaryArn}}"\ncontrols: { cis: ["1.9"] }',
);
const status = (results: ReeveResults): string[] => results.results.map((result) => `${result.resource.name} ${result.status}`);

describe("a state rule", () => {
  test("gives a result for each resource, with what decided it and when that was current", () => {
    const document = small((one) => one.collection.sources.push({ source: "iam:GetCredentialReport", at: "2024-05-31T23:00:00.000Z" }));
    const results = run(document, [MFA]);
    expect(status(results)).toEqual(["user-000000 fail", "user-000001 pass"]);
    expect(results.results[0]).toMatchObject({
      message: "user-000000 has AKIA0000001, AKIA0000002 and arn:aws:iam::111122223333:policy/policy-000000",
      evidence: [{ path: "user.mfaActive", value: false, source: "iam:GetCredentialReport mfa_active", ageMs: 3_600_000 }],
      fingerprint: fingerprint("user-mfa", "111122223333", "AIDA000000", null),
    });
    expect(results.summary.controls).toEqual([{ framework: "cis", id: "1.9", status: "fail", rules: ["user-mfa"] }]);
  });

  test("over an unknown value is unknown and names the gaps in their order", () => {
    const either = rule("either", "resource: user\nrequire: { and: [{ user.mfaActive: true }, { user.passwordEnabled: true }] }\nmessage: m");
    const document = small((one) => Object.assign(users(one)[0]!, { mfaActive: { $unknown: "g10" }, passwordEnabled: { $unknown: "g2" } }));
    expect(run(document, [either]).results[0]).toMatchObject({ status: "unknown", gaps: ["g2", "g10"], message: "Holds" });
  });

  test("over an open list gives its known results and one for the kind", () => {
    const document = small((one) => users(one).splice(1, 1, { $unknown: "g2" }));
    const results = run(document, [MFA]);
    expect(status(results)).toEqual(["user-000000 fail", "null unknown"]);
    expect(results.results[1]).toMatchObject({ reason: "open-list", gaps: ["g2"] });
  });

  test.each([
    ["unread", { $unknown: "g2" }, "unknown", "list-unknown"],
    ["empty", [], "not-applicable", undefined],
  ])("over an %s list gives one result", (_, list, expected, reason) => {
    const results = run(
      small((one) => Object.assign(one, { users: list })),
      [MFA],
    );
    expect(results.results).toHaveLength(1);
    expect(results.results[0]).toMatchObject({ status: expected, ...(reason ? { reason } : {}) });
  });

  test("takes the highest severity that holds or could hold", () => {
    const raised = rule(
      "raised",
      "resource: user\nrequire: { user.mfaActive: true }\nraise: [{ when: { user.passwordEnabled: true }, to: critical }]\nmessage: m",
    );
    const severities = (document: ReeveDocument, options: EvaluateOptions = {}) => run(document, [raised], options).results.map((result) => result.severity);
    expect(severities(small())[0]).toBe("critical");
    expect(severities(small((one) => Object.assign(users(one)[0]!, { passwordEnabled: false })))[0]).toBe("medium");
    expect(severities(small((one) => Object.assign(users(one)[0]!, { passwordEnabled: { $unknown: "g2" } })))[0]).toBe("critical");
    expect(severities(small((one) => Object.assign(one, { users: { $unknown: "g2" } })))[0]).toBe("critical");
    expect(severities(small(), { severity: { raised: "low" } })[0]).toBe("low");
  });

  test("whose parameter is not set gives one unknown until it is", () => {
    const asks = rule(
      "asks",
      "resource: user\nparams: { days: { type: duration, description: Days. } }\nrequire: { user.createdAt: { newerThan: { var: params.days } } }\nmessage: m",
    );
    expect(run(small(), [asks]).results).toMatchObject([{ status: "unknown", reason: "param-not-set", resource: { name: null } }]);
    expect(status(run(small(), [asks], { params: { asks: { days: "500d" } } }))).toEqual(["user-000000 pass", "user-000001 pass"]);
  });

  test("that only a person can answer is unknown by reason manual", () => {
    const manual = rule("asked", "resource: account\nmanual: Is the contact right?\nmessage: m");
    expect(run(small(), [manual]).results).toMatchObject([{ status: "unknown", reason: "manual", message: "Is the contact right?" }]);
  });

  test("explains itself with the truth of every part", () => {
    const [result] = run(small(), [MFA]).results as [Result];
    expect(explain(small(), MFA, result)?.conditions).toMatchObject([
      { name: "require", tree: { truth: "false", subject: { text: "user.mfaActive", value: false } } },
    ]);
  });

  test("switched off is listed with its reason and not run", () => {
    const results = run(small(), [MFA], { off: [{ rule: "user-mfa", reason: "later" }] });
    expect(results.rules).toMatchObject([{ id: "user-mfa", off: "later" }]);
    expect(results.results).toEqual([]);
  });
});

describe("a document", () => {
  test("in which a lookup key names two resources is refused, letter case of names apart", () => {
    const document = small((one) => Object.assign(users(one)[1]!, { name: "USER-000000" }));
    expect(evaluate(document, [MFA])).toMatchObject({ ok: false, errors: [{ path: ["users", "1", "name"], keyword: "uniqueLookupKey" }] });
  });

  test("whose reference leads nowhere gives an unknown that exists", () => {
    const keys = rule("keys", "resource: user\nrequire: { user.accessKeys: { count: 2 } }\nmessage: m");
    const active = rule("active", "resource: user\nrequire: { user.accessKeys: { none: { active: true } } }\nmessage: m");
    const document = small((one) => Object.assign(users(one)[0]!, { accessKeyIds: ["AKIAGONE", "AKIA0000002"] }));
    const results = run(document, [keys, active]);
    expect(status(results)).toEqual(["user-000000 unknown", "user-000001 fail", "user-000000 pass", "user-000001 pass"]);
    expect(results.gaps["missing:accessKey:AKIAGONE"]).toMatchObject({ reason: "Inconsistent" });
  });
});

describe("the exit code", () => {
  const unknown = small((one) => Object.assign(users(one)[0]!, { mfaActive: { $unknown: "g2" } }));
  const accepted = { acceptedGaps: [{ source: "iam:Get*", reason: "never", expires: "2024-06-01" }] };
  const expired = { acceptedGaps: [{ source: "iam:Get*", reason: "never", expires: "2024-05-31" }] };
  const nobody = small((one) => Object.assign(one, { users: [] }));
  test.each<[string, ReeveDocument, EvaluateOptions, "low" | "high" | "none", boolean, number]>([
    ["1 for a finding at or above the threshold", small(), {}, "low", false, 1],
    ["0 for a finding below it", small(), {}, "high", false, 0],
    ["0 where the threshold is off", small(), {}, "none", false, 0],
    ["3 for incomplete evidence", unknown, {}, "low", false, 3],
    ["0 where that is allowed", unknown, {}, "low", true, 0],
    ["0 where its gap is accepted", unknown, accepted, "low", false, 0],
    ["3 where the acceptance has run out", unknown, expired, "low", false, 3],
    ["3 where nothing was decided, whatever is allowed", nobody, {}, "low", true, 3],
  ])("is %s", (_, document, options, failOn, allowUnknown, expected) => {
    expect(exitCode(run(document, [MFA], options), { failOn, allowUnknown }).code).toBe(expected);
  });
});

test("accepted gaps are listed with their reason and last day, while the acceptance holds", () => {
  const unknown = small((one) => Object.assign(users(one)[0]!, { mfaActive: { $unknown: "g2" } }));
  const entry = { source: "iam:Get*", reason: "never readable here", expires: "2024-06-01" };
  expect(run(unknown, [MFA], { acceptedGaps: [entry] }).accepted).toEqual(
    ["g2", "g10"].map((gap) => ({ gap, reason: "never readable here", expires: "2024-06-01" })),
  );
  expect(run(unknown, [MFA], { acceptedGaps: [{ ...entry, expires: "2024-05-31" }] }).accepted).toEqual([]);
});

test("fingerprints of different tuples differ, however their parts are cut", () => {
  const tuples: [string, string | null, string | null, string | null][] = [
    ["a", "b", "c", null],
    ["a", "b", null, "c"],
    ["a", 'b","c', null, null],
    ["ab", "", "c", null],
    ["a", null, null, null],
    ["a", "null", null, null],
  ];
  expect(new Set(tuples.map((tuple) => fingerprint(...tuple))).size).toBe(tuples.length);
});

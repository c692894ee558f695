import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/normalize/cloudtrail/event-set.ts";
import { completeDocument } from "../../../engine/author/testing/complete.ts";
import type { EvaluateOptions } from "../../../engine/evaluate/options.ts";
import type { CheckedRule } from "../../../engine/language/rule.ts";
import type { ReeveResults } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";
import { ruleOf, shippedRules } from "../remediate/shipped.ts";

const judged = (rules: readonly CheckedRule[], given: Record<string, unknown>, options: EvaluateOptions = {}): ReeveResults => {
  const { document, problems } = completeDocument(given, normalizeRecords);
  const outcome = evaluate(document, rules, options);
  if (!outcome.ok || problems.length > 0) throw new Error(JSON.stringify(problems));
  return outcome.results;
};

/** Status by control id. */
const statuses = ({ summary }: ReeveResults): Record<string, string> => Object.fromEntries(summary.controls.map(({ id, status }) => [id, status]));

const KEYS = `resource: user
params:
  mostKeys: { type: integer, default: 1, description: Keys. }
  within: { type: duration, default: 90d, description: Age. }
  exempt: { type: array, items: { type: string }, default: ["/break-glass/"], description: Paths. }
  strict: { type: boolean, default: true, description: Strictness. }
applies: { user.path: { notIn: { var: params.exempt } } }
require: { user.accessKeyIds: { count: { lte: { var: params.mostKeys } } }, user.createdAt: { newerThan: { var: params.within } } }
`;

const keys = (when: string): CheckedRule => ruleOf(`${KEYS}controls: { acme: { "1": { answers: full, when: { ${when} } }, "2": full } }\n`, "few-keys");

const ANA = { users: [{ name: "ana", path: "/", accessKeyIds: [], createdAt: "2026-01-01T00:00:00Z" }], collectedAt: "2026-01-02T00:00:00Z" };

describe("a control that demands something of a parameter", () => {
  it.each<[when: string, param: string, value: unknown, status: string]>([
    ['mostKeys: "<= 1"', "mostKeys", 1, "pass"],
    ['mostKeys: "<= 1"', "mostKeys", 0, "pass"],
    ['mostKeys: "<= 1"', "mostKeys", 2, "tailored"],
    ['mostKeys: ">= 1"', "mostKeys", 0, "tailored"],
    ['mostKeys: "< 2"', "mostKeys", 2, "tailored"],
    ['mostKeys: "> 0"', "mostKeys", 3, "pass"],
    ["mostKeys: 1", "mostKeys", 2, "tailored"],
    ['within: "<= 90d"', "within", "90d", "pass"],
    ['within: "<= 90d"', "within", "2160h", "pass"],
    ['within: "<= 90d"', "within", "2161h", "tailored"],
    ['within: ">= 24h"', "within", "30d", "pass"],
    ["strict: true", "strict", false, "tailored"],
    ['exempt: ["/break-glass/"]', "exempt", [], "pass"],
    ['exempt: ["/break-glass/"]', "exempt", ["/break-glass/"], "pass"],
    ['exempt: ["/break-glass/"]', "exempt", ["/break-glass/", "/other/"], "tailored"],
  ])("%s, with %s %j, is %s where its rule passes", (when, param, value, status) => {
    const results = judged([keys(when)], ANA, { params: { "few-keys": { [param]: value as never } } });
    expect(statuses(results)).toEqual({ 1: status, 2: "pass" });
  });

  const weak = { params: { "few-keys": { mostKeys: 2 } } };
  const rule = keys('mostKeys: "<= 1"');

  it("fails where its rule fails, however weak", () => {
    const given = { ...ANA, users: [{ ...ANA.users[0], createdAt: "2025-01-01T00:00:00Z" }] };
    expect(statuses(judged([rule], given, weak))).toEqual({ 1: "fail", 2: "fail" });
  });

  it("is unknown where its rule is", () => {
    const given = { ...ANA, users: [{ ...ANA.users[0], accessKeyIds: { $unknown: "AccessDenied" } }] };
    expect(statuses(judged([rule], given, weak))).toEqual({ 1: "unknown", 2: "unknown" });
  });

  it("is tailored where weak parameters leave out everything", () => {
    const results = judged([keys('exempt: ["/break-glass/"]')], ANA, { params: { "few-keys": { exempt: ["/"] } } });
    expect(statuses(results)).toEqual({ 1: "tailored", 2: "not-applicable" });
  });

  it("names the rule that ran under weaker parameters, and what was in force", () => {
    const results = judged([rule], ANA, weak);
    expect(results.summary.controls[0]).toEqual({ framework: "acme", id: "1", status: "tailored", rules: ["few-keys"], tailored: ["few-keys"] });
    expect(results.rules[0]).toMatchObject({ params: { mostKeys: 2, within: "90d", strict: true, exempt: ["/break-glass/"] }, tailored: { acme: ["1"] } });
    expect(results.rules[0]?.sha256).toBe(rule.sha256);
  });
});

describe("a control of several rules", () => {
  const passing = (id: string, answer: string): CheckedRule =>
    ruleOf(`resource: user\nrequire: { user.path: "/" }\ncontrols: { acme: { "1": ${answer} } }\n`, id);

  it.each<[answers: string[], status: string]>([
    [["part"], "not-covered"],
    [["part", "part"], "not-covered"],
    [["part", "full"], "pass"],
    [["full", "{ answers: part }"], "pass"],
  ])("answered %j is %s", (answers, status) => {
    expect(
      statuses(
        judged(
          answers.map((answer, at) => passing(`rule-${at}`, answer)),
          ANA,
        ),
      ),
    ).toEqual({ 1: status });
  });

  it.each<[others: string[], most: number, status: string]>([
    [[], 1, "not-covered"],
    [[], 2, "not-covered"],
    [["part"], 2, "not-covered"],
    [["full"], 1, "pass"],
    [["full"], 2, "tailored"],
  ])("answered in part, beside %j, is with a parameter of %i %s", (others, most, status) => {
    const part = ruleOf(`${KEYS}controls: { acme: { "1": { answers: part, when: { mostKeys: "<= 1" } } } }\n`, "few-keys");
    const rules = [part, ...others.map((answer, at) => passing(`rule-${at}`, answer))];
    expect(statuses(judged(rules, ANA, { params: { "few-keys": { mostKeys: most } } }))).toEqual({ 1: status });
  });
});

describe("a control of which a rule did not run", () => {
  const answering = (id: string, path = "/", more = ""): CheckedRule =>
    ruleOf(`resource: user\nrequire: { user.path: "${path}" }\n${more}controls: { acme: { "1": full, "${id}": full } }\n`, id);
  const [passes, fails] = [answering("passes"), answering("fails", "/other/")];

  it.each<[why: string, rules: CheckedRule[], options: EvaluateOptions]>([
    ["off", [passes, fails], { off: [{ rule: "fails", reason: "Later" }] }],
    ["not-configured", [passes, fails], { notConfigured: [{ rule: "fails", params: ["p"] }] }],
    ["not-selected", [passes], { notRun: [{ id: "fails", controls: fails.controls, why: "not-selected" }] }],
    ["not-fitting", [passes], { notRun: [{ id: "fails", controls: fails.controls, why: "not-fitting" }] }],
  ])("is not evaluated, and names the rule: %s", (why, rules, options) => {
    const results = judged(rules, ANA, options);
    expect(results.summary.controls.find(({ id }) => id === "1")).toEqual({
      ...{ framework: "acme", id: "1", status: "not-evaluated", rules: ["passes"] },
      notEvaluated: [{ rule: "fails", why }],
    });
    // What only flags leave out was not asked for; what configuration leaves out is.
    const only = results.summary.controls.find(({ id }) => id === "fails");
    expect(only?.status).toBe(why === "off" || why === "not-configured" ? "not-evaluated" : undefined);
    expect(statuses(results).passes).toBe("pass");
  });

  it("fails where a rule that ran fails", () => {
    const results = judged([fails, passes], ANA, { off: [{ rule: "passes", reason: "Later" }] });
    expect(statuses(results)["1"]).toBe("fail");
  });
});

describe("records", () => {
  const record = {
    eventVersion: "1.11",
    eventID: "11111111-2222-3333-4444-555555555555",
    eventTime: "2026-01-20T10:00:00Z",
    eventSource: "iam.amazonaws.com",
    eventName: "ListUsers",
    awsRegion: "us-east-1",
    recipientAccountId: "111122223333",
    userIdentity: { type: "Root", accountId: "111122223333", arn: "arn:aws:iam::111122223333:root" },
    requestParameters: null,
    responseElements: null,
  };
  const rule = (match: string, field: "controls" | "informs"): CheckedRule =>
    ruleOf(`resource: event\nmatch: { event.eventName: ${match} }\n${field}: { acme: ["4"] }\n`, "listed");

  it.each<[match: string, field: "controls" | "informs"]>([
    ["ListUsers", "controls"],
    ["ListUsers", "informs"],
    ["DeleteUser", "controls"],
    ["DeleteUser", "informs"],
  ])("decide no control: a rule on %s with %s", (match, field) => {
    const results = judged([rule(match, field)], { events: [record] });
    expect(results.summary.controls).toEqual([{ framework: "acme", id: "4", status: "not-covered", rules: [], informs: ["listed"] }]);
  });

  it("neither better nor worsen what a rule on state decides", () => {
    const state = ruleOf('resource: user\nrequire: { user.path: "/" }\ncontrols: { acme: ["4"] }\n', "state");
    for (const match of ["ListUsers", "DeleteUser"]) {
      const results = judged([state, rule(match, "controls")], { ...ANA, events: [record] });
      expect(results.summary.controls).toEqual([{ framework: "acme", id: "4", status: "pass", rules: ["state"], informs: ["listed"] }]);
    }
  });
});

describe("a framework", () => {
  it("has more items than rules answer, which the summary counts", () => {
    const rule = ruleOf(
      'resource: user\nrequire: { user.path: "/" }\ncontrols: { cis-aws-5.0: ["1.9", "1.14"], acme: ["1"] }\ninforms: { cis-aws-5.0: ["4.4"] }\n',
    );
    const { frameworks } = judged([rule], ANA).summary;
    expect(frameworks).toEqual([
      { framework: "acme", items: null, notListed: null, source: null },
      { framework: "cis-aws-5.0", items: 63, notListed: 60, source: expect.stringContaining("prowler") },
    ]);
  });
});

describe("shipped rules", () => {
  const rules = shippedRules();

  it("say of every parameter that no control of theirs is silent about it", () => {
    const silent = rules.flatMap(({ id, params, controls, controlTerms }) =>
      Object.entries(controls).flatMap(([framework, ids]) =>
        ids.flatMap((control) => {
          const terms = controlTerms?.find((each) => each.framework === framework && each.id === control);
          return params.filter(({ name }) => !terms?.when.some(({ param }) => param === name)).map(({ name }) => `${id} ${framework} ${control}: ${name}`);
        }),
      ),
    );
    expect(silent).toEqual([]);
  });

  it("leave no control tailored by their defaults", () => {
    const results = judged(rules, ANA);
    expect(results.rules.filter(({ tailored }) => tailored !== undefined).map(({ id }) => id)).toEqual([]);
  });

  it("decide no control by records", () => {
    expect(rules.filter(({ body, controls }) => body.kind === "event" && Object.keys(controls).length > 0)).toEqual([]);
    expect(rules.filter(({ body, informs }) => body.kind === "event" && Object.keys(informs ?? {}).length > 0).length).toBeGreaterThan(5);
  });
});

describe("evidence", () => {
  const rule = ruleOf("resource: user\napplies: { user.passwordEnabled: true }\nrequire: { user.mfaActive: true }\nevidence: [user.path]\n");
  const given = {
    users: [
      { name: "ana", path: "/", passwordEnabled: true, mfaActive: true },
      { name: "bo", path: "/", passwordEnabled: false, mfaActive: false },
    ],
  };
  const evidenceOf = (options: EvaluateOptions): Record<string, string[]> =>
    Object.fromEntries(
      judged([rule], given, options).results.map(({ resource, evidence }) => [resource.name, evidence.map(({ path, value }) => `${path} ${value}`)]),
    );

  it("is left out of passes", () => {
    expect(evidenceOf({})).toEqual({ ana: [], bo: [] });
  });

  it("of every result, on request, is what decided", () => {
    expect(evidenceOf({ evidence: "full" })).toEqual({ ana: ["user.mfaActive true", "user.path /"], bo: ["user.passwordEnabled false", "user.path /"] });
  });
});

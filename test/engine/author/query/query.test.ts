import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../../collectors/index.ts";
import { explainAnswers, givenParam, query } from "../../../../engine/author/query/index.ts";
import { completeDocument } from "../../../../engine/author/testing/complete.ts";
import { loadCondition } from "../../../../engine/language/load/index.ts";
import type { ResourceKind } from "../../../../schemas/index.ts";

const RECORD = {
  eventVersion: "1.08",
  eventID: "e1",
  eventTime: "1h ago",
  eventSource: "iam.amazonaws.com",
  eventName: "CreateUser",
  awsRegion: "us-east-1",
  recipientAccountId: "111122223333",
  userIdentity: { type: "Root" },
};

const { document } = completeDocument(
  {
    users: [
      { name: "ana", mfaActive: true, accessKeys: [] },
      { name: "ben", mfaActive: false, accessKeys: ["AKIA1"] },
      { name: "eve", mfaActive: { $unknown: "AccessDenied" }, accessKeys: [] },
    ],
    accessKeys: [{ id: "AKIA1", user: "ben", active: true, createdAt: "91d ago" }],
    roles: [{ name: "deploy" }, { $unknown: "Throttled" }],
    groups: { $unknown: "AccessDenied" },
    events: [RECORD],
  },
  normalizeRecords,
);

function ask(kind: ResourceKind, text: string, flags: Record<string, string> = {}) {
  const params = Object.entries(flags).map(([name, value]) => {
    const given = givenParam(name, value);
    if (!given.ok) throw new Error(given.message);
    return given;
  });
  const { condition, diagnostics } = loadCondition(
    { file: "condition", text },
    kind,
    params.map(({ spec }) => spec),
  );
  if (!condition) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const asked = query(document, kind, condition, Object.fromEntries(params.map(({ spec, value }) => [spec.name, value])));
  if (!asked.ok) throw new Error("refused");
  return asked.query;
}

/** The explanation of one answer. */
function explained(asked: ReturnType<typeof ask>, index: number) {
  const { explanations, gaps } = explainAnswers(document, asked, asked.answers.slice(index, index + 1));
  return { ...explanations[0]!, known: gaps };
}

const names = (asked: ReturnType<typeof ask>, truth: string) => asked.answers.filter((answer) => answer.truth === truth).map(({ resource }) => resource.name);

describe("query", () => {
  it("says for which resources a condition is true, false and unknown", () => {
    const asked = ask("user", "user.mfaActive: false");
    expect(names(asked, "true")).toEqual(["ben"]);
    expect(names(asked, "false")).toEqual(["ana"]);
    expect(names(asked, "unknown")).toEqual(["eve"]);
    expect(asked.counts).toEqual({ true: 1, false: 1, unknown: 1 });
  });

  it("gives the values that decided, with path, source and age", () => {
    const ben = explained(ask("user", "user.accessKeys: { any: { active: true, createdAt: { olderThan: 90d } } }"), 1);
    expect(ben.deciding.map(({ path }) => path)).toEqual(["user.accessKeys[AKIA1].active", "user.accessKeys[AKIA1].createdAt"]);
    expect(ben.deciding[0]).toMatchObject({ value: true, source: expect.stringContaining("iam:ListAccessKeys") });
  });

  it("gives every value that was read, also where it did not decide", () => {
    const ana = explained(ask("user", "or: [{ user.mfaActive: true }, { user.path: /x/ }]"), 0);
    expect(ana.deciding.map(({ path }) => path)).toEqual(["user.mfaActive"]);
    expect(ana.values.map(({ path }) => path)).toEqual(["user.mfaActive", "user.path"]);
  });

  it("names the gaps of what is unknown", () => {
    const asked = ask("user", "user.mfaActive: true");
    const eve = explained(
      asked,
      asked.answers.findIndex(({ truth }) => truth === "unknown"),
    );
    expect(eve.gaps).toEqual(["AccessDenied"]);
    expect(Object.keys(eve.known)).toEqual(["AccessDenied"]);
  });

  it.each<[ResourceKind, string, number, string]>([
    ["role", "role.name: deploy", 1, "Throttled"],
    ["group", "group.name: devs", 0, "AccessDenied"],
  ])("tells that there may be more of a %s list that is open or unread", (kind, text, known, gap) => {
    const asked = ask(kind, text);
    expect(asked.answers.length).toBe(known);
    expect(asked.hidden).toEqual([gap]);
    expect(Object.keys(asked.gaps)).toEqual([gap]);
  });

  it("asks records, each at its own time", () => {
    const [answer] = ask("event", "actor.isRoot: true").answers;
    expect(answer).toMatchObject({ truth: "true", occurrence: "e1", at: "2026-01-15T11:00:00.000Z" });
  });

  it("explains only the answers given, in their order", () => {
    const asked = ask("user", "user.mfaActive: true");
    const backwards = asked.answers.toReversed();
    const { explanations } = explainAnswers(document, asked, backwards);
    expect(explanations.map(({ tree }) => tree.truth)).toEqual(backwards.map(({ truth }) => truth));
    expect(explainAnswers(document, asked, [])).toEqual({ explanations: [], gaps: {} });
  });

  it("refuses to explain an answer that is not of the document", () => {
    const asked = ask("user", "user.mfaActive: true");
    expect(() => explainAnswers(document, asked, [{ ...asked.answers[0]!, position: 99 }])).toThrow(RangeError);
  });

  it("asks JsonLogic as it asks the field form", () => {
    expect(names(ask("user", '{ "===": [{ var: user.name }, ana] }'), "true")).toEqual(["ana"]);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ["user.name: { in: { var: params.names } }", { names: "ana,eve" }, ["ana", "eve"]],
    ["user.accessKeys: { any: { createdAt: { olderThan: { var: params.age } } } }", { age: "90d" }, ["ben"]],
    ["user.accessKeys: { count: { gte: { var: params.most } } }", { most: "1" }, ["ben"]],
    ["user.mfaActive: { is: { var: params.wanted } }", { wanted: "true" }, ["ana"]],
    ["user.name: { in: { var: params.names } }", { names: '["ana"]' }, ["ana"]],
  ])("takes parameters by what they look like: %s", (text, params, expected) => {
    expect(names(ask("user", text, params), "true")).toEqual(expected);
  });
});

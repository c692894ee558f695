import { describe, expect, it } from "vitest";
import { type CheckedRule, judge, tapeOf } from "../../../../engine/index.ts";
import { type LintContext, lintRules } from "../../../../engine/language/lint/index.ts";
import { loadRules } from "../../../../engine/language/load/index.ts";
import { type document, isUnknown, type ReeveDocument } from "../../../../schemas/index.ts";
import { drawDocument, drawing } from "../logic/generate.ts";

interface Parts {
  id: string;
  severity?: string;
  more?: string;
  body: string;
}

const source = ({ id, severity = "high", more = "", body }: Parts) => ({
  file: `rules/${id}.yaml`,
  text: `id: ${id}\ntitle: A rule\nseverity: ${severity}\nrationale: Because it matters.\nmessage: found\n${more}${body}`,
});

function drawn(all: Parts[], context: LintContext = {}, edit = (text: string): string => text) {
  const files = all.map(source).map(({ file, text }) => ({ file, text: edit(text) }));
  const { rules, diagnostics } = loadRules(files);
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  const told = lintRules(rules, { sources: new Map(files.map(({ file, text }) => [file, text])), ...context });
  return told.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
}

/** What lints know of a document that was judged by one rule. */
function countsOf(content: ReeveDocument, rules: readonly CheckedRule[]): LintContext {
  const judged = judge(content, tapeOf(content), rules);
  if (!judged.ok) throw new Error(JSON.stringify(judged.errors));
  return { document: { content, counts: judged.results.counts } };
}

const DELETES = "resource: event\nmatch: { event.eventName: [DeleteUser, DeleteRole], outcome: success }\n";
const USERS = "resource: event\nmatch: { outcome: success, event.eventName: DeleteUser }\n";

describe("rules that are used together", () => {
  it("are told when one asks the same as an earlier one in other words", () => {
    const same = "resource: event\nmatch: { and: [{ outcome: { is: success } }, { event.eventName: { in: [DeleteRole, DeleteUser] } }] }\n";
    expect(
      drawn([
        { id: "one", body: DELETES },
        { id: "two", body: same },
      ]),
    ).toEqual(["RV083 rules/two.yaml:1:5"]);
  });

  it("are told when every finding of one is one of the other", () => {
    expect(
      drawn([
        { id: "one", body: USERS },
        { id: "two", body: DELETES },
      ]),
    ).toEqual(["RV084 rules/one.yaml:1:5"]);
  });

  it("are told when one requires less than the other", () => {
    const length = (least: number): string => `resource: account\nrequire: { account.passwordPolicy.minimumPasswordLength: { gte: ${least} } }\n`;
    expect(
      drawn([
        { id: "fourteen", body: length(14) },
        { id: "eight", body: length(8) },
      ]),
    ).toEqual(["RV084 rules/eight.yaml:1:5"]);
  });

  it.each([
    ["the narrower is more severe", { severity: "critical" }],
    ["the narrower answers a control of its own", { more: 'controls: { cis-aws-5.0: ["1.4"] }\n' }],
    ["the narrower raises its severity", { more: "raise: [{ when: { actor.isRoot: true }, to: critical }]\n" }],
  ])("are not told when %s", (_, parts) => {
    expect(
      drawn([
        { id: "one", body: USERS, ...parts },
        { id: "two", body: DELETES },
      ]),
    ).toEqual([]);
  });

  it("are not told when the wider one excuses what the narrower does not", () => {
    expect(
      drawn([
        { id: "one", body: USERS },
        { id: "two", body: `${DELETES}unless: { actor.isRoot: true }\n` },
      ]),
    ).toEqual([]);
  });
});

describe("what a rule lacks is told:", () => {
  const file = "rules/one.yaml";

  it("tests, of any rule, where it is known which have some", () => {
    expect(drawn([{ id: "one", body: DELETES }], { tested: new Set() })).toEqual([`RV095 ${file}:1:5`]);
    expect(drawn([{ id: "one", body: DELETES }], { tested: new Set([file]) })).toEqual([]);
  });

  it("remediation and references, of rules in packs", () => {
    expect(drawn([{ id: "one", body: DELETES }], { packed: new Set([file]) })).toEqual([`RV093 ${file}:1:5`, `RV094 ${file}:1:5`]);
  });

  it("a rationale that says more than the title", () => {
    expect(drawn([{ id: "one", body: DELETES }], {}, (text) => text.replace("Because it matters", "A rule, a rule"))).toEqual([`RV092 ${file}:4:12`]);
  });

  it("nothing, of a question to a person", () => {
    const manual = "resource: account\nmanual: Is it so?\n";
    expect(drawn([{ id: "one", body: manual }], { tested: new Set(), packed: new Set() })).toEqual([]);
  });
});

describe("a comment silences a lint", () => {
  const file = "rules/one.yaml";
  const context = { tested: new Set<string>() };
  const silence = (comment: string): string[] => drawn([{ id: "one", body: DELETES }], context, (text) => `${comment}\n${text}`);

  it("of its rule, by code, with a reason", () => {
    expect(silence("# reeve-lint: RV095 tested by the platform team's own suite")).toEqual([]);
  });

  it("and is not told where nobody can tell whether it is needed", () => {
    const silences = "# reeve-lint: RV090 seen on another account\n# reeve-lint: RV084 kept for its message\n# reeve-lint: RV095 tested elsewhere";
    expect(silence(silences)).toEqual([]);
  });

  it.each([
    ["no reason", "# reeve-lint: RV095", [`RV097 ${file}:1:15`, `RV095 ${file}:2:5`]],
    ["no lint's code", "# reeve-lint: RV030 because", [`RV097 ${file}:1:15`, `RV095 ${file}:2:5`]],
    ["no code", "# reeve-lint:", [`RV097 ${file}:1:1`, `RV095 ${file}:2:5`]],
    ["a lint that is not drawn", "# reeve-lint: RV080 because", [`RV097 ${file}:1:15`, `RV095 ${file}:2:5`]],
  ])("and is told when it has %s", (_, comment, expected) => {
    expect(silence(comment)).toEqual(expected);
  });
});

describe("on a document that the author names", () => {
  const drawnEvent = Array.from({ length: 50 }, (_, seed) => drawDocument(drawing(seed)).events)
    .flatMap((events) => (isUnknown(events) ? [] : events))
    .find((event) => !isUnknown(event)) as document.Event;
  const document = { ...drawDocument(drawing(7), { whole: true }), events: [], serverCertificates: [] };
  const file = "rules/one.yaml";
  const counted = (body: string): LintContext => countsOf(document, loadRules([source({ id: "one", body })]).rules);

  const ofTrails = "resource: event\nmatch: { event.eventSource: cloudtrail.amazonaws.com, event.eventName: StopLogging }\n";
  const eventOf = (eventSource: string) => [{ ...drawnEvent, record: { eventSource, eventName: "A" } }];

  it("an event rule is told when none of the records is of its source", () => {
    expect(drawn([{ id: "one", body: ofTrails }], { document: { content: { ...document, events: eventOf("iam.amazonaws.com") }, counts: [] } })).toEqual([
      `RV090 ${file}:1:5`,
    ]);
  });

  it("an event rule is not told when nothing matches among the records of its source, or there are no records", () => {
    for (const events of [eventOf("cloudtrail.amazonaws.com"), []])
      expect(drawn([{ id: "one", body: ofTrails }], { document: { content: { ...document, events }, counts: [] } })).toEqual([]);
  });

  it("a rule is told when its kind's list is empty", () => {
    const body = "resource: serverCertificate\nrequire: { serverCertificate.name: { glob: 'a*' } }\n";
    expect(drawn([{ id: "one", body }], counted(body))).toEqual([`RV090 ${file}:1:5`]);
  });

  it("a rule is told when it applies to nothing there", () => {
    const body = 'resource: user\napplies: { user.name: nobody-of-this-name }\nrequire: { user.arn: { glob: "a*" } }\n';
    expect(drawn([{ id: "one", body }], counted(body))).toEqual([`RV090 ${file}:1:5`]);
  });

  it("a rule that judges something is not told", () => {
    const body = 'resource: account\nrequire: { account.id: "111122223333" }\n';
    expect(drawn([{ id: "one", body }], counted(body))).toEqual([]);
  });
});

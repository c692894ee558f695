import { describe, expect, it } from "vitest";
import { lintRules, loadEventCatalogue } from "../../../../engine/language/lint/index.ts";
import { loadRules } from "../../../../engine/language/load/index.ts";
import { ruleText } from "../load/harness.ts";

const events = await loadEventCatalogue();

interface Asked {
  source: string;
  event: string;
  /** The test as an author writes it. */
  wrote: string;
  /** The test that the message shows. */
  advised: string;
}

const CASES: Asked[] = [
  ...["TagRole", "TagUser", "CreateUser"].map((event) => ({
    source: "iam",
    event,
    wrote: "event.requestParameters.tags.owner: x",
    advised: "event.requestParameters.tags: { any: { key: owner, value: … } }",
  })),
  {
    source: "kms",
    event: "TagResource",
    wrote: "event.requestParameters.tags.owner: x",
    advised: "event.requestParameters.tags: { any: { tagKey: owner, tagValue: … } }",
  },
  {
    source: "iam",
    event: "TagRole",
    wrote: "event.requestParameters.tags.keyy: owner",
    advised: "event.requestParameters.tags: { any: { key: … } }",
  },
  {
    source: "cloudtrail",
    event: "PutEventSelectors",
    wrote: "event.requestParameters.eventSelectors.dataResources.values: x",
    advised: "event.requestParameters.eventSelectors: { any: { dataResources: { any: { values: { any: … } } } } }",
  },
  {
    source: "cloudtrail",
    event: "PutEventSelectors",
    wrote: "event.requestParameters.eventSelectors.colour: x",
    advised: "event.requestParameters.eventSelectors: { any: … }",
  },
];

const lints = (source: string, event: string, test: string) => {
  const text = ruleText(`resource: event\nmatch:\n  event.eventSource: ${source}.amazonaws.com\n  event.eventName: ${event}\n  ${test}\n`);
  const { rules, diagnostics } = loadRules([{ file: "a-rule.yaml", text }]);
  return [...diagnostics, ...lintRules(rules, { sources: new Map([["a-rule.yaml", text]]), events })];
};

describe("the test that is advised for a list of a request", () => {
  it.each(CASES)("is shown, and draws nothing: $event, $wrote", ({ source, event, wrote, advised }) => {
    expect(lints(source, event, wrote).map(({ code, message }) => ({ code, advised: /Ask about its elements: `(.*)`/.exec(message)?.[1] }))).toEqual([
      { code: "RV089", advised },
    ]);
    const meant = advised.replaceAll("any: …", "any: { exists: true }").replaceAll("…", "x");
    expect(lints(source, event, meant)).toEqual([]);
  });

  it("names the key within the elements too", () => {
    const [fault] = lints("iam", "TagRole", "event.requestParameters.tags: { any: { owner: x } }");
    expect(fault?.message).toMatch(/for the key owner write `\{ key: owner, value: … \}`\.$/);
  });
});

import { describe, expect, it } from "vitest";
import { documentOfEvents, normalizeRecords } from "../../../collectors/index.ts";
import { judge, tapeOf } from "../../../engine/evaluate/index.ts";
import { undecidedText } from "../../../reporters/cause.ts";
import { packRules } from "../../rules/cloudtrail/pack.ts";

type Json = Record<string, unknown>;

function stopped(userIdentity: unknown) {
  const record: Json = {
    eventTime: "2026-03-02T10:00:00Z",
    eventSource: "cloudtrail.amazonaws.com",
    eventName: "StopLogging",
    awsRegion: "eu-central-1",
    eventID: "e1",
    recipientAccountId: "204060801012",
    userIdentity,
    requestParameters: { name: "main" },
    responseElements: null,
  };
  const read = { ...normalizeRecords([record]), sources: ["test"], from: record.eventTime as string, to: record.eventTime as string };
  const document = documentOfEvents(read, "test");
  const rules = packRules().filter(({ id }) => id === "trail-stopped");
  const outcome = judge(document, tapeOf(document), rules);
  if (!outcome.ok) throw new Error("not judged");
  const [result] = outcome.results.results;
  if (!result) throw new Error("no result");
  return { result, said: undecidedText(result, outcome.results.gaps) };
}

describe("a finding of a record", () => {
  it.each<[what: string, identity: Json, label: string, arn: string | undefined]>([
    ["with an ARN", { type: "IAMUser", arn: "arn:aws:iam::204060801012:user/ana" }, "arn:aws:iam::204060801012:user/ana", "arn:aws:iam::204060801012:user/ana"],
    ["without one", { type: "IAMUser", userName: "ana" }, "ana", undefined],
    ["of a service", { type: "AWSService", invokedBy: "config.amazonaws.com" }, "config.amazonaws.com", undefined],
    ["of an account", { type: "AWSAccount", accountId: "111122223333", principalId: "AIDA1" }, "account 111122223333, principal AIDA1", undefined],
  ])("names its caller %s", (_, identity, label, arn) => {
    const { result, said } = stopped(identity);
    expect(result).toMatchObject({ status: "fail", actorLabel: label });
    expect(result.actor).toBe(arn);
    expect(said).toBeNull();
  });

  it("says which member hides the caller, and rests on that gap", () => {
    const { result, said } = stopped("{type=Root}");
    expect(result).toMatchObject({ status: "fail", gaps: [expect.any(String)] });
    expect(result.actorLabel).toBeUndefined();
    expect(said).toContain("Who made the call is not known: userIdentity of event e1 cannot be read");
  });
});

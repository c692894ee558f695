import { describe, expect, it } from "vitest";
import { documentOfEvents } from "../../../collectors/cloudtrail/events-document.ts";
import { callRow, callsWithRows, servicesWithRows } from "../../../document/index.ts";
import { loadRules } from "../../../engine/index.ts";
import type { Gap, ReeveDocument } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";

const COVERS = ["eventSource=iam.amazonaws.com", "eventSource=signin.amazonaws.com", "isRoot"];
const GAP: Gap = {
  source: "cloudtrail:LookupEvents",
  reason: "NotCollected",
  deniedBy: null,
  permission: null,
  scope: "calls to other services",
  message: "",
  covers: COVERS,
};

/** Statuses of a rule over an event history that was asked for some calls only and holds no record of interest. */
function statuses(match: string, events: ReeveDocument["events"] = [{ $unknown: "g1" }]): string[] {
  const text = `id: probe\ntitle: Probe\nseverity: low\nresource: event\nrationale: Because.\nmatch: ${match}\nmessage: Probe`;
  const { rules, diagnostics } = loadRules([{ file: "probe.yaml", text }]);
  expect(diagnostics).toEqual([]);
  const empty = documentOfEvents({ events: [], gaps: {}, sources: [], from: null, to: null }, "test");
  const outcome = evaluate({ ...empty, events, gaps: { ...empty.gaps, g1: GAP } }, rules);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.results.results.map((result) => result.status);
}

describe("records that nobody asked for", () => {
  it.each([
    ["{ event.eventSource: iam.amazonaws.com }"],
    ["{ event.eventSource: [iam.amazonaws.com, signin.amazonaws.com], outcome: success }"],
    ["{ change.kind: [detach, content] }"],
    ["{ actor.isRoot: true }"],
    ["{ or: [{ change.kind: detach }, { event.eventSource: signin.amazonaws.com, outcome: denied }] }"],
  ])("hide nothing from a rule that can only match what was read: %s", (match) => {
    expect(statuses(match)).not.toContain("unknown");
  });

  it.each([
    ["{ outcome: denied }"],
    ["{ event.eventSource: s3.amazonaws.com }"],
    ["{ event.eventSource: [iam.amazonaws.com, s3.amazonaws.com] }"],
    ["{ change.kind: [none, detach] }"],
    ["{ actor.isRoot: false }"],
    ["{ event.eventSource: { isNot: iam.amazonaws.com } }"],
    ["{ not: { event.eventSource: iam.amazonaws.com } }"],
    ["{ or: [{ change.kind: detach }, { outcome: denied }] }"],
  ])("leave a rule unknown that could match them: %s", (match) => {
    expect(statuses(match)).toContain("unknown");
  });

  it("leave every rule unknown where no record at all could be read", () => {
    expect(statuses("{ change.kind: detach }", { $unknown: "g1" })).toEqual(["unknown"]);
  });

  it("are all of other services than IAM, which makes every change there is", () => {
    const reducing = servicesWithRows().filter((service) => callsWithRows(service).some((call) => callRow(service, call)?.restriction));
    expect(reducing).toEqual(["iam"]);
  });
});

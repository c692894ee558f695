import { describe, expect, it } from "vitest";
import { lintRules, loadEventCatalogue } from "../../../../engine/language/lint/index.ts";
import { conditionIn, load } from "../load/harness.ts";

const events = await loadEventCatalogue();

function said(name: string, condition: string): string[] {
  const text = conditionIn("match", `event.eventSource: ec2.amazonaws.com\nevent.eventName: ${name}\nevent.requestParameters.${condition}`);
  const { rules, diagnostics } = load(text);
  expect(diagnostics).toEqual([]);
  const found = lintRules(rules, { sources: new Map(), tested: new Set(rules.map(({ file }) => file)), events });
  return found
    .filter(({ code }) => code === "RV089")
    .map(({ severity, message }) => `${severity} ${/(?:Write|Did you mean) `(.+?)`/.exec(message)?.[1] ?? message}`);
}

/** Records of EC2 hold lists as `{ items: […] }`. */
describe("a list in a request of EC2", () => {
  it.each<[call: string, condition: string, write: string]>([
    ["AuthorizeSecurityGroupIngress", "ipPermissions: { any: { fromPort: 22 } }", "event.requestParameters.ipPermissions.items"],
    ["AuthorizeSecurityGroupIngress", "ipPermissions: { none: { fromPort: 22 } }", "event.requestParameters.ipPermissions.items"],
    ["AuthorizeSecurityGroupIngress", 'ipPermissions.items: { any: { toPort: 22, ipRanges: { any: { cidrIp: "0.0.0.0/0" } } } }', "ipRanges.items"],
    ["ModifySnapshotAttribute", "createVolumePermission.add: { any: { group: all } }", "event.requestParameters.createVolumePermission.add.items"],
    ["TerminateInstances", "instancesSet: { any: { instanceId: i-1 } }", "event.requestParameters.instancesSet.items"],
  ])("is looked for under items: %s %s", (call, condition, write) => expect(said(call, condition)).toEqual([`warning ${write}`]));

  it.each<[call: string, condition: string, write: string]>([
    ["AuthorizeSecurityGroupIngress", "ipPermissions.items: { any: { toPorts: 22 } }", "toPort"],
    ["AuthorizeSecurityGroupIngress", 'ipPermissions.items: { any: { ipRanges.items: { any: { cidrip: "0.0.0.0/0" } } } }', "cidrIp"],
    ["ModifySnapshotAttribute", 'createVolumePermission.add.items: { any: { userID: "111122223333" } }', "userId"],
  ])("has members, of which a slip is found: %s %s", (call, condition, write) => expect(said(call, condition)).toEqual([`warning ${write}`]));

  it.each<[call: string, condition: string]>([
    ["AuthorizeSecurityGroupIngress", 'ipPermissions.items: { any: { toPort: 22, ipRanges.items: { any: { cidrIp: "0.0.0.0/0" } } } }'],
    ["AuthorizeSecurityGroupIngress", 'ipPermissions.items: { any: { item.groups.items: { any: { userId: "111122223333" } } } }'],
    ["AuthorizeSecurityGroupIngress", "ipPermissions: { exists: true }"],
    ["ModifySnapshotAttribute", 'createVolumePermission.add.items: { any: { userId: "111122223333" } }'],
    ["RunInstances", "instancesSet.items: { any: { imageId: ami-1 } }"],
    ["TerminateInstances", "instancesSet.items: { any: { instanceId: i-1 } }"],
  ])("draws nothing where it is read as records have it: %s %s", (call, condition) => expect(said(call, condition)).toEqual([]));
});

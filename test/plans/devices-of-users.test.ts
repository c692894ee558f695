import { describe, expect, it } from "vitest";
import { predict } from "../../engine/index.ts";
import type { document, ReeveDocument } from "../../schemas/index.ts";
import { ACCOUNT } from "../cli/gate/world.ts";
import { type ChangeSetChange, changeSet, LATER, planOf, ACCOUNT as SET_ACCOUNT } from "../collectors/plan/cloudformation/change-set.ts";
import { accountWith, gated } from "./gated.ts";

/** Two users who sign in: one without MFA, one with. */
function account(): ReeveDocument {
  const made = accountWith(
    ["ana", "eve"].map((name) => ({ address: `aws_iam_user.${name}`, after: { name, path: "/", tags_all: {} }, unknown: { arn: true } })),
  );
  const users = (made.users as document.User[]).map((user) =>
    ["ana", "eve"].includes(user.name as string) ? { ...user, passwordEnabled: true, mfaActive: user.name === "eve" } : user,
  );
  return JSON.parse(JSON.stringify({ ...made, users }).replaceAll(ACCOUNT, SET_ACCOUNT)) as ReeveDocument;
}

const device = (users: unknown, more: Record<string, unknown> = {}): ChangeSetChange => ({
  id: "Device",
  type: "AWS::IAM::VirtualMFADevice",
  after: { VirtualMfaDeviceName: "phone", Users: users, ...more },
});
const NEW_USER: ChangeSetChange = { id: "New", type: "AWS::IAM::User", after: { UserName: "new", LoginProfile: { Password: "x" } } };

const active = ({ document }: ReturnType<typeof predict>): Record<string, unknown> =>
  Object.fromEntries((document.users as document.User[]).map(({ name, mfaActive }) => [name, typeof mfaActive === "boolean" ? mfaActive : "unknown"]));
const predicted = (...changes: ChangeSetChange[]): ReturnType<typeof predict> => predict(account(), [planOf(changeSet(changes))]);

describe("a virtual MFA device that CloudFormation makes for users", () => {
  it("may give MFA to those that it names, and takes it from no one", () => {
    expect(active(predicted(device(["ana"])))).toEqual({ ana: "unknown", eve: true });
    expect(active(predicted(device(["eve"])))).toEqual({ ana: false, eve: true });
    expect(active(predicted(device(["ana", "eve"])))).toEqual({ ana: "unknown", eve: true });
  });

  it("gives none where it names no one", () => {
    expect(active(predicted(device([])))).toEqual({ ana: false, eve: true });
  });

  it("may be anyone's where only the apply shows whose it is", () => {
    expect(active(predicted(device(LATER)))).toEqual({ ana: "unknown", eve: true });
  });

  it("may be a new user's, of whom then only the apply shows whether MFA is there", async () => {
    const withDevice = await gated(account(), changeSet([NEW_USER, device(["new"])]), ["--rule", "user-console-mfa"]);
    expect([withDevice.code, withDevice.results.filter(({ resource }) => resource.name === "new").map(({ status }) => status)]).toEqual([3, ["unknown"]]);
    const without = await gated(account(), changeSet([NEW_USER, device([])]), ["--rule", "user-console-mfa"]);
    expect([without.code, without.results.filter(({ resource }) => resource.name === "new").map(({ status }) => status)]).toEqual([1, ["fail"]]);
  });

  it("leaves the count of devices in use open", () => {
    const { document } = predicted(device(["ana"]));
    expect(Array.isArray(document.mfaDevices) && document.mfaDevices.some((each) => "$unknown" in each)).toBe(true);
  });
});

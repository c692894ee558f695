import { IAM } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collectAccount, documentFaults, openSession } from "../../../collectors/index.ts";
import { derive } from "../../../engine/evaluate/index.ts";
import { type document, isUnknown, type Named, type ReeveDocument, validateDocument } from "../../../schemas/index.ts";
import { useEndpoint } from "../../aws/environment.ts";
import { type Front, startFront } from "../../aws/front.ts";
import { type Moto, startMoto } from "../../aws/moto.ts";
import { corrected, MOTO_FAULTS } from "../../aws/moto-faults.ts";
import { buildAccount, local, type MadeAccount, SECURITY_AUDIT } from "../../aws/sample-account.ts";
import { stubs } from "../../aws/stubs.ts";
import { hasExtra } from "../../extras.ts";

const found = hasExtra("moto_server", "the emulator suite");

describe.runIf(found)("an account built in moto and collected over HTTP", () => {
  let moto: Moto;
  let front: Front;
  let restore: () => void;
  let made: MadeAccount;
  let collected: ReeveDocument;
  let again: ReeveDocument;
  let seen: string[];

  beforeAll(async () => {
    moto = await startMoto({ managedPolicies: true });
    front = await startFront(moto.url, stubs);
    restore = useEndpoint(front.url);
    made = await buildAccount(new IAM({ endpoint: moto.url }));
    front.reset();
    front.interfere({ garble: corrected(new Date()) });
    collected = await collect();
    seen = [...front.seen];
    again = await collect();
  }, 120_000);

  afterAll(async () => {
    restore?.();
    await front?.stop();
    await moto?.stop();
  });

  async function collect(): Promise<ReeveDocument> {
    const opened = await openSession();
    if (!opened.ok) throw new Error(opened.problem.sentence);
    return await collectAccount(opened.session);
  }

  const known = <T>(list: unknown): T[] => {
    expect(Array.isArray(list), JSON.stringify(list)?.slice(0, 200)).toBe(true);
    return (list as unknown[]).filter((item) => !isUnknown(item)) as T[];
  };
  const users = (): Named<document.User>[] => known<Named<document.User>>(collected.users);
  const byName = <T extends { name: unknown }>(list: T[]): Map<string, T> => new Map(list.map((item) => [String(item.name), item]));
  const pairs = (): [MadeUser: MadeAccount["users"][number], Named<document.User>][] => {
    const index = byName(users());
    return made.users.map((user) => {
      const one = index.get(user.name);
      if (!one) throw new Error(`${user.name} is missing`);
      return [user, one];
    });
  };

  it("gives a document that follows the schema and does not contradict itself", async () => {
    expect(await validateDocument(collected)).toMatchObject({ ok: true });
    expect(documentFaults(collected)).toEqual([]);
  });

  it("holds every user once and no other", () => {
    expect(users().map((user) => user.name)).toEqual(
      users()
        .map((user) => user.arn)
        .sort()
        .map((arn) => arn.split("/").at(-1)),
    );
    expect(
      users()
        .map((user) => user.name)
        .sort(),
    ).toEqual(made.users.map((user) => user.name).sort());
  });

  it("tells each user's path, ARN and tags", () => {
    for (const [user, one] of pairs()) {
      expect({ path: one.path, arn: one.arn, tags: one.tags }).toEqual({ path: user.path, arn: local("user", user.path, user.name), tags: user.tags });
    }
  });

  it("tells who has a console password and who an MFA device", () => {
    for (const [user, one] of pairs()) {
      expect([user.name, one.passwordEnabled, one.mfaActive]).toEqual([user.name, user.password, user.devices.length > 0]);
    }
  });

  it("tells each user's MFA devices with their kind and owner", () => {
    const devices = known<document.MfaDevice>(collected.mfaDevices);
    for (const [user, one] of pairs()) {
      expect([...known<string>(one.mfaDeviceIds)].sort()).toEqual(user.devices.map((device) => device.id).sort());
      const own = devices.filter((device) => device.userArn === one.arn).map(({ id, type }) => ({ id, type }));
      expect(own.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(user.devices.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    }
    expect(devices.filter((device) => device.userArn === null).map((device) => device.id)).toEqual([local("mfa", "/", "spare")]);
  });

  it("tells each access key with its status and owner", () => {
    const keys = known<document.AccessKey>(collected.accessKeys);
    expect(keys).toHaveLength(made.users.flatMap((user) => user.keys).length);
    for (const [user, one] of pairs()) {
      expect([...known<string>(one.accessKeyIds)].sort()).toEqual(user.keys.map((key) => key.id).sort());
      const own = keys.filter((key) => key.userArn === one.arn);
      expect(new Map(own.map((key) => [key.id, [key.active, key.lastUsedAt]]))).toEqual(new Map(user.keys.map((key) => [key.id, [key.active, null]])));
    }
  });

  it("tells each user's groups, attached and inline policies", () => {
    const groupArn = new Map(made.groups.map((group) => [group.name, local("group", group.path, group.name)]));
    for (const [user, one] of pairs()) {
      expect(one.groupArns).toEqual(user.groups.map((group) => groupArn.get(group)).sort());
      expect(one.attachedPolicyArns).toEqual(user.attached);
      expect(known<document.InlinePolicy>(one.inlinePolicies).map((policy) => policy.name)).toEqual(user.inline);
    }
  });

  it("gives each side of a reference the other's", () => {
    const groups = known<Named<document.Group>>(collected.groups);
    for (const group of groups) {
      const members = users().filter((user) => known<string>(user.groupArns).includes(group.arn));
      expect(group.memberArns).toEqual(members.map((user) => user.arn));
    }
    const policies = known<Named<document.Policy>>(collected.policies);
    for (const policy of policies) {
      const holders = [...users(), ...groups, ...known<document.Role>(collected.roles)].filter((holder) =>
        known<string>(holder.attachedPolicyArns).includes(policy.arn),
      );
      expect(known<document.Attachment>(policy.attachedTo).map((entry) => entry.arn)).toEqual(holders.map((holder) => holder.arn).sort());
    }
  });

  it("tells each group as it was made", () => {
    const groups = byName(known<document.Group>(collected.groups));
    expect([...groups.keys()].sort()).toEqual(made.groups.map((group) => group.name).sort());
    for (const group of made.groups) {
      const one = groups.get(group.name);
      expect(one).toMatchObject({ path: group.path, attachedPolicyArns: group.attached });
      expect(known<document.InlinePolicy>(one?.inlinePolicies).map((policy) => policy.name)).toEqual(group.inline);
    }
  });

  it("tells each role as it was made", () => {
    const roles = byName(known<document.Role>(collected.roles));
    for (const role of made.roles) {
      const one = roles.get(role.name);
      expect(one).toMatchObject({ path: role.path, attachedPolicyArns: role.attached, permissionsBoundaryArn: role.boundary, serviceLinked: false });
      expect(one?.instanceProfileArns).toEqual(role.instanceProfiles.map((name) => local("instance-profile", "/", name)));
      expect(known<document.InlinePolicy>(one?.inlinePolicies).map((policy) => policy.name)).toEqual(role.inline);
      expect(known<document.PolicyStatement>(one?.trustPolicy.statements)[0]?.principals).toEqual([{ type: "Service", value: role.trusted }]);
    }
  });

  it("tells each customer managed policy with what follows from its text, and of AWS's only those in use", () => {
    const policies = known<document.Policy>(derive(collected).policies);
    for (const policy of made.policies) {
      expect(policies.find((one) => one.arn === local("policy", policy.path, policy.name))).toMatchObject({
        versionCount: policy.versions,
        defaultVersionId: `v${policy.versions}`,
        admin: policy.admin,
        denies: policy.denies,
        requiresMfa: policy.requiresMfa,
        awsManaged: false,
      });
    }
    expect(policies.filter((policy) => policy.awsManaged).map((policy) => policy.arn)).toEqual([SECURITY_AUDIT]);
    expect(policies).toHaveLength(made.policies.length + 1);
  });

  it("tells the account's settings", () => {
    expect(collected.account).toMatchObject({
      aliases: ["sample"],
      name: "sample",
      organizationId: null,
      tags: [],
      regions: ["eu-central-1", "us-east-1"],
      passwordPolicy: { minimumPasswordLength: 14, requireSymbols: true, requireNumbers: false, maxPasswordAge: 90, passwordReusePrevention: 24 },
      alternateContacts: { security: null, billing: null, operations: null },
      summary: { userCount: 200, groupCount: 3 },
    });
  });

  it("tells providers, certificates and analyzers", () => {
    expect(collected.samlProviders).toMatchObject([{ name: "corp" }]);
    expect(collected.oidcProviders).toMatchObject([{ name: "token.actions.example.com", clientIds: ["sts.amazonaws.com"] }]);
    expect(collected.serverCertificates).toMatchObject([{ name: "web", path: "/cloudfront/" }]);
    expect(collected.analyzers).toMatchObject([{ name: "account", region: "us-east-1", status: "ACTIVE" }]);
    expect(derive(collected).account).toMatchObject({ externalAnalyzerRegions: ["us-east-1"] });
  });

  it("gives the same bytes for the same account, collection and collectedAt apart", () => {
    const steady = ({ collection: _, collectedAt: __, ...rest }: ReeveDocument): string => JSON.stringify(rest);
    expect(steady(again)).toBe(steady(collected));
  });

  it("stays within the bound on IAM calls", () => {
    const count = (api: string): number => seen.filter((name) => name === api).length;
    const withKeys = made.users.filter((user) => user.keys.length > 0).length;
    const withTwo = made.users.filter((user) => user.keys.length === 2).length;
    const withMfa = made.users.filter((user) => user.devices.length > 0).length;
    const polling = count("iam:GenerateCredentialReport") - 1;
    const pages = count("iam:GetAccountAuthorizationDetails");
    const regional = seen.filter((name) => name.startsWith("access-analyzer:") || name.startsWith("cloudtrail:")).length;
    expect(count("iam:ListAccessKeys")).toBe(withKeys);
    expect(count("iam:GetAccessKeyLastUsed")).toBeLessThanOrEqual(2 * withTwo);
    expect(seen.length - polling - regional).toBeLessThanOrEqual(pages + withKeys + 2 * withTwo + withMfa + 1 + 20);
  });

  it("records every call it made", () => {
    const told = new Map(collected.collection.calls.map((entry) => [entry.api, entry.count + entry.retryCount]));
    const counted = new Map<string, number>();
    for (const api of seen) if (api !== "sts:GetCallerIdentity") counted.set(api, (counted.get(api) ?? 0) + 1);
    expect(told).toEqual(counted);
  });

  it("records when the credential report was made", () => {
    expect(collected.collection.sources.map((entry) => entry.source)).toEqual(["iam:GetCredentialReport"]);
  });

  describe("what moto gets wrong", () => {
    const shown: Record<keyof typeof MOTO_FAULTS, () => boolean> = {
      "root.row": () => !isUnknown(collected.root) && isUnknown(collected.root.passwordLastUsedAt),
      "root.passwordPresent": () => !isUnknown(collected.root) && isUnknown(collected.root.passwordPresent),
      "user.permissionsBoundaryArn": () => pairs().some(([user, one]) => user.boundary !== null && one.permissionsBoundaryArn === null),
      "policy.permissionsBoundaryUsageCount": () =>
        known<document.Policy>(collected.policies).every((policy) => isUnknown(policy.permissionsBoundaryUsageCount)),
      "user.passwordNextRotationAt": () => pairs().some(([user, one]) => user.password && isUnknown(one.passwordNextRotationAt)),
      "user.passwordLastChangedAt": () =>
        // The report has whole seconds; the bulk call has a fraction, which the SDK may round up into the next second.
        pairs().every(([user, one]) => !user.password || Math.abs(Date.parse(String(one.passwordLastChangedAt)) - Date.parse(String(one.createdAt))) <= 1000),
    };
    for (const name of Object.keys(MOTO_FAULTS) as (keyof typeof MOTO_FAULTS)[]) {
      it(`still: ${MOTO_FAULTS[name]}`, () => {
        expect(shown[name]()).toBe(true);
      });
    }
  });
});

import { describe, expect, it } from "vitest";
import type { CollectContext } from "../../../collectors/context.ts";
import type { ReadReport } from "../../../collectors/iam/credential-report.ts";
import { readCredentials, type UserCredentials } from "../../../collectors/iam/credentials.ts";
import type { UserReads } from "../../../collectors/iam/user-reads.ts";
import { parseCredentialReport } from "../../../collectors/normalize/credential-report.ts";
import { type GapRegister, gapRegister } from "../../../document/gap-register.ts";
import { isUnknown, type Unknown } from "../../../schemas/index.ts";

const HEADER =
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
const GENERATED = "2026-06-01T12:00:00.000Z";
const OLD = "2020-01-01T00:00:00.000Z";
const NONE = "false,N/A,N/A,N/A,N/A";
const ACTIVE = "true,2024-01-01T00:00:00Z,2026-05-01T00:00:00Z,us-east-1,s3";

const user = (name: string, createdAt = OLD) => ({ name, arn: `arn:aws:iam::123456789012:user/${name}`, createdAt });
const line = (name: string, { keys = `${NONE},${NONE}`, mfa = false, created = OLD } = {}): string =>
  `${name},arn:aws:iam::123456789012:user/${name},${created},false,N/A,N/A,N/A,${mfa},${keys},false,N/A,false,N/A`;
const report = (...lines: string[]): ReadReport => {
  const parsed = parseCredentialReport([HEADER, ...lines].join("\n"));
  if (!parsed) throw new Error("no report");
  return { report: parsed, generatedAt: GENERATED };
};
const key = (id: string, status: "Active" | "Inactive", createdAt = "2024-01-01T00:00:00Z") => ({ AccessKeyId: id, Status: status, CreateDate: createdAt });

interface World {
  keys?: Record<string, object[] | Unknown>;
  devices?: Record<string, object[]>;
}

/** Reads of single users from a table, and a log of them: a stub of IAM. */
async function read(world: World, given: ReadReport, users: ReturnType<typeof user>[], gaps: GapRegister = gapRegister()) {
  const log: string[] = [];
  const pages = (list: object[] | Unknown | undefined) =>
    isUnknown(list) ? { items: [], mark: list, begun: false } : { items: list ?? [], mark: null, begun: true };
  const reads: UserReads = {
    accessKeys: async ({ name }) => {
      log.push(`keys ${name}`);
      return pages(world.keys?.[name]);
    },
    mfaDevices: async ({ name }) => {
      log.push(`devices ${name}`);
      return pages(world.devices?.[name]);
    },
    lastUse: async (id) => {
      log.push(`use ${id}`);
      return { lastUsedAt: "2026-05-31T00:00:00.000Z", lastUsedService: "iam", lastUsedRegion: null };
    },
    passwordEnabled: async ({ name }) => {
      log.push(`password ${name}`);
      return true;
    },
    passwordLastUsedAt: async ({ name }) => {
      log.push(`user ${name}`);
      return null;
    },
    exists: async () => true,
  };
  const context: Pick<CollectContext, "gaps"> = { gaps };
  const found = await readCredentials(context as CollectContext, reads, given, users);
  const of = (name: string): UserCredentials => {
    const one = found.get(user(name).arn);
    if (!one) throw new Error(`nothing of ${name}`);
    return one;
  };
  const reasonOf = (value: unknown): string | undefined => (isUnknown(value) ? gaps.gapOf(value)?.reason : undefined);
  return { log, of, reasonOf };
}

describe("reading users' credentials", () => {
  it("asks nothing about users whom the report shows without key and device", async () => {
    const { log, of } = await read({}, report(line("a")), [user("a")]);
    expect(log).toEqual([]);
    expect(of("a")).toMatchObject({ accessKeyIds: [], mfaDeviceIds: [], facts: { mfaActive: false, passwordEnabled: false } });
  });

  it("takes the use of an only key from its slot", async () => {
    const { log, of } = await read({ keys: { a: [key("K1", "Active")] } }, report(line("a", { keys: `${ACTIVE},${NONE}` })), [user("a")]);
    expect(log).toEqual(["keys a"]);
    expect(of("a").keys).toMatchObject([{ id: "K1", active: true, lastUsedAt: "2026-05-01T00:00:00.000Z", lastUsedService: "s3" }]);
  });

  it("asks for the use of each of two keys, for slots carry no key id", async () => {
    const { log } = await read({ keys: { a: [key("K1", "Active"), key("K2", "Inactive")] } }, report(line("a", { keys: `${ACTIVE},${ACTIVE}` })), [user("a")]);
    expect(log).toEqual(["keys a", "use K1", "use K2"]);
  });

  it("asks for the use of a key made after the report, whose slot was another key's", async () => {
    const world = { keys: { a: [key("K2", "Active", "2026-06-01T13:00:00Z")] } };
    expect((await read(world, report(line("a", { keys: `${ACTIVE},${NONE}` })), [user("a")])).log).toEqual(["keys a", "use K2"]);
  });

  it("reads users newer than the report one by one, and leaves to the next report what only it tells", async () => {
    const { log, of, reasonOf } = await read({ devices: { b: [{ SerialNumber: "GAHT1" }] } }, report(line("a")), [
      user("a"),
      user("b", "2026-06-01T13:00:00.000Z"),
    ]);
    expect(log.sort()).toEqual(["devices b", "keys b", "password b", "user b"]);
    expect(of("b")).toMatchObject({ accessKeyIds: [], mfaDeviceIds: ["GAHT1"], facts: { passwordEnabled: true, mfaActive: true, passwordLastUsedAt: null } });
    expect(reasonOf(of("b").facts.passwordLastChangedAt)).toBe("NotReady");
    expect(reasonOf(of("b").facts.signingCertificates)).toBe("NotReady");
  });

  it("does not take the row of an earlier user of the same name", async () => {
    const { log } = await read({}, report(line("a")), [user("a", "2026-06-01T13:00:00.000Z")]);
    expect(log).toContain("password a");
  });

  it("knows nothing of an old user whom the report leaves out, and does not ask for hundreds of them one by one", async () => {
    const { log, of, reasonOf } = await read({}, report(line("a")), [user("a"), user("lost")]);
    expect(log).toEqual([]);
    expect(reasonOf(of("lost").facts.mfaActive)).toBe("Inconsistent");
    expect(reasonOf(of("lost").accessKeyIds)).toBe("Inconsistent");
  });

  it("knows nothing and asks nothing when there is no report", async () => {
    const mark = { $unknown: "x" };
    const { log, of } = await read({}, { mark }, [user("a")]);
    expect(log).toEqual([]);
    expect(of("a")).toMatchObject({ accessKeyIds: mark, mfaDeviceIds: mark, facts: { mfaActive: mark, passwordEnabled: mark } });
  });

  describe("inactive keys that a report may hide", () => {
    const given = report(line("a", { keys: `${ACTIVE},${NONE}` }), line("b"));
    const users = [user("a"), user("b")];

    it("are not suspected where the keys listed are those that the report shows", async () => {
      const { of } = await read({ keys: { a: [key("K1", "Active")] } }, given, users);
      expect(of("b").accessKeyIds).toEqual([]);
    });

    it("make 'no key' unknown once this account's report has hidden one", async () => {
      const { of, reasonOf } = await read({ keys: { a: [key("K1", "Active"), key("K2", "Inactive")] } }, given, users);
      expect(of("a").accessKeyIds).toEqual(["K1", "K2"]);
      expect(reasonOf([of("b").accessKeyIds].flat()[0])).toBe("NotVisible");
    });

    it("are not proven by a key made after the report", async () => {
      const { of } = await read({ keys: { a: [key("K1", "Active"), key("K2", "Inactive", "2026-06-01T13:00:00Z")] } }, given, users);
      expect(of("b").accessKeyIds).toEqual([]);
    });

    it("make 'no key' unknown where the listing that would tell has failed", async () => {
      const gaps = gapRegister();
      const mark = gaps.mark({ source: "iam:ListAccessKeys", reason: "Throttled", deniedBy: null, permission: null, scope: "a", message: "x" });
      const { of } = await read({ keys: { a: mark } }, given, users, gaps);
      expect(of("b").accessKeyIds).toEqual([mark]);
    });
  });
});

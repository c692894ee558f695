import { describe, expect, it } from "vitest";
import { completionsAt, pathsOf } from "../../../../engine/author/query/index.ts";
import { loadCondition } from "../../../../engine/language/load/index.ts";
import { type ResourceKind, TABLE } from "../../../../schemas/index.ts";

describe("completionsAt", () => {
  it.each<[string, string, string[]]>([
    ["us", "us", ["user"]],
    ["user.mfa", "user.mfa", ["user.mfaActive", "user.mfaDeviceIds", "user.mfaDevices"]],
    ["account.passwordPolicy.min", "account.passwordPolicy.min", ["account.passwordPolicy.minimumPasswordLength"]],
    ["user.path: { not", "not", ["notIn", "notGlob"]],
    ["user.accessKeys: { any: { act", "act", ["active"]],
    ['{ "!', "", []],
    ['{ "no', "no", ["none"]],
    ["or: [{ user.passwordE", "user.passwordE", ["user.passwordEnabled"]],
    ["user.nothing", "user.nothing", []],
  ])("completes %s", (line, typed, candidates) => {
    const found = completionsAt(line, "user");
    if (typed !== "") expect(found).toEqual({ typed, candidates });
    else expect(found.typed).toBe("");
  });

  it("completes one name at a time", () => {
    const { candidates } = completionsAt("user.", "user");
    expect(candidates.length).toBeGreaterThan(15);
    expect(candidates.filter((path) => path.split(".").length !== 2)).toEqual([]);
  });
});

describe("pathsOf", () => {
  it.each(Object.keys(TABLE.kinds) as ResourceKind[])("names paths of %s that a condition may begin with, and describes each", (kind) => {
    for (const { path, type } of pathsOf(kind)) {
      const { diagnostics } = loadCondition({ file: "condition", text: `${path}: { exists: true }` }, kind);
      expect(
        diagnostics.filter(({ code }) => code === "RV030" || code === "RV032"),
        path,
      ).toEqual([]);
      expect(type).not.toBe("");
    }
  });
});

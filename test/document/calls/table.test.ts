import { describe, expect, it } from "vitest";
import { spelledCall } from "../../../document/calls/index.ts";
import {
  apiOperation,
  apiOperations,
  type CallEffect,
  type CallRow,
  callRow,
  callsWithRows,
  isReadCall,
  isWriteCall,
  servicesWithRows,
} from "../../../document/index.ts";
import { TABLE } from "../../../schemas/index.ts";

/** Services of which every write call has a row. */
const SERVICES = ["iam", "cloudtrail", "access-analyzer", "organizations", "account", "sso", "identitystore"];
/** Events of these are no API operations, or change nothing by AWS's own account. */
const BESIDE = ["sts", "signin"];

const writes = apiOperations().filter(({ service, name }) => SERVICES.includes(service) && !isReadCall(name));
const rows = servicesWithRows().flatMap((service) => callsWithRows(service).map((call) => ({ service, call, row: rowOf(service, call) })));

function rowOf(service: string, call: string): CallRow {
  const row = callRow(`${service}.amazonaws.com`, call);
  if (!row) throw new Error(`no row of ${service} ${call}`);
  return row;
}

const known = (kind: CallEffect["kind"], path: string): boolean => {
  const [name = "", inner] = path.split(".");
  const value = TABLE.kinds[kind].fields[name]?.value;
  return inner === undefined ? value !== undefined : value?.type === "object" && Object.hasOwn(value.fields, inner);
};

describe("the table of API calls", () => {
  it("has a row for every write call of the models", () => {
    const missing = writes.filter(({ service, name }) => callRow(service, name) === null);
    expect(missing.map(({ service, name }) => `${service} ${name}`)).toEqual([]);
    const counts = Object.fromEntries(SERVICES.map((service) => [service, writes.filter((write) => write.service === service).length]));
    expect(counts).toEqual({ iam: 108, cloudtrail: 33, "access-analyzer": 16, organizations: 34, account: 10, sso: 40, identitystore: 8 });
  });

  it("has no row that is not a call of the models", () => {
    const others = rows.filter(({ service, call }) => !BESIDE.includes(service) && apiOperation(service, call) === null);
    // Events of the access portal: extra-events.ts.
    expect(others.map(({ service, call }) => `${service} ${call}`)).toEqual(["sso Authenticate", "sso Federate", "sso Logout"]);
    expect(rows.filter(({ service, call }) => !BESIDE.includes(service) && isReadCall(call))).toEqual([]);
  });

  it.each(SERVICES)("names parameters that the calls of %s have", (service) => {
    for (const { call, row } of rows.filter((each) => each.service === service)) {
      const input = apiOperation(service, call)?.input ?? [];
      const parameters = row.mayChange.flatMap(({ which }) => ("parameter" in which ? [which.parameter] : []));
      const proofs = row.successProves.flatMap((proof) => ("parameter" in proof ? [proof.parameter] : []));
      const target = row.target?.by && !row.target.by.startsWith("response.") ? [row.target.by] : [];
      expect(input, call).toEqual(expect.arrayContaining([...parameters, ...proofs, ...target]));
    }
  });

  it("names fields that the document has", () => {
    const fields = rows.flatMap(({ row }) => row.mayChange.flatMap(({ kind, fields }) => (fields ?? []).map((field) => ({ kind, field }))));
    expect(fields.length).toBeGreaterThan(150);
    expect(fields.filter(({ kind, field }) => !known(kind, field))).toEqual([]);
    expect(known("user", "mfa")).toBe(false);
  });

  it("means the caller wherever AWS does not require the user of a write call", () => {
    const optional = writes.filter(({ service, input, required }) => service === "iam" && input.includes("userName") && !required.includes("userName"));
    expect(optional.length).toBeGreaterThan(10);
    expect(optional.filter(({ name }) => !rowOf("iam", name).impliedCaller).map(({ name }) => name)).toEqual([]);
  });

  it("changes the caller's own account wherever AWS does not require the account", () => {
    const optional = writes.filter(({ service, input, required }) => service === "account" && input.includes("accountId") && !required.includes("accountId"));
    expect(optional.length).toBeGreaterThan(5);
    expect(optional.filter(({ name }) => !rowOf("account", name).impliedCaller).map(({ name }) => name)).toEqual([]);
  });

  it("changes the account's counts with every call that makes or deletes what they count", () => {
    const summary = TABLE.kinds.account.fields.summary?.value;
    const counts = summary?.type === "object" ? Object.keys(summary.fields) : [];
    let asked = 0;
    for (const { call, row } of rows) {
      for (const { kind } of row.mayChange.filter(({ existence }) => existence !== null && existence !== "used")) {
        if (!counts.includes(`${kind}Count`)) continue;
        asked += 1;
        const account = row.mayChange.filter((effect) => effect.kind === "account").flatMap((effect) => effect.fields ?? []);
        expect(account, `${call} ${kind}`).toContain(`summary.${kind}Count`);
      }
    }
    expect(asked).toBeGreaterThan(15);
  });
});

describe("a call by its name", () => {
  it.each([
    ["iam.amazonaws.com", "detachGroupPolicy", "DetachGroupPolicy"],
    ["cloudtrail.amazonaws.com.cn", "DELETETRAIL", "DeleteTrail"],
    ["signin.amazonaws.com", "consoleLogin", "ConsoleLogin"],
    ["iam.amazonaws.com", "DetachGroupPolicy", null],
    ["iam.amazonaws.com", "detachGroupPolicies", null],
    ["s3.amazonaws.com", "putobject", null],
  ])("of %s %s is %s where letter case alone differs", (source, name, call) => {
    expect(spelledCall(source, name)).toBe(call);
  });

  it.each([
    ["iam:DetachGroupPolicy", true],
    ["organizations:AttachPolicy", true],
    ["rolesanywhere:CreateTrustAnchor", true],
    ["signin:PasswordUpdated", true],
    ["iam:ListUsers", false],
    ["iam:NoSuchCall", false],
    ["rolesanywhere:ListTrustAnchors", false],
    ["sts:AssumeRole", false],
    ["signin:SwitchRole", false],
    ["cloudtrail:StartQuery", false],
  ])("%s is known to write: %s", (call, writes) => {
    const [service = "", name = ""] = call.split(":");
    expect(isWriteCall(`${service}.amazonaws.com`, name)).toBe(writes);
  });
});

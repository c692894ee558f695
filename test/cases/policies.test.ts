import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readOwnTable } from "../../collectors/files/index.ts";
import { type ActionTable, actionsIn, type ManagedPolicyTable, managedPoliciesIn, policyContent } from "../../document/index.ts";
import { contentFields, escalationsOf } from "../../engine/access/index.ts";
import type { ReeveDocument } from "../../schemas/index.ts";
import { shippedRules } from "../engine/remediate/shipped.ts";
import { evaluate } from "../judged.ts";

/** Policy documents with what they mean. */
const FOLDER = resolve("../shared/cases/access");
const present = existsSync(FOLDER);
if (!present) process.stderr.write("\nSKIPPED policy documents with their meaning: ../shared/cases/access is not there\n");

interface PolicyCase {
  id: string;
  document: unknown;
  expect: Record<string, boolean | string | null>;
  why: string;
}

const read = (name: string): PolicyCase[] => (present ? (JSON.parse(readFileSync(resolve(FOLDER, name), "utf8")) as PolicyCase[]) : []);
const SNAPSHOT = JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString("utf8")) as ReeveDocument;
const UNREAD = { $unknown: "g1" };
const RULES = shippedRules();
const ACTIONS = actionsIn(readOwnTable("document/actions/table.json.br") as ActionTable);
const MANAGED = managedPoliciesIn(readOwnTable("document/managed-policies/table.json.br") as ManagedPolicyTable);

function identityFields(document: unknown): Record<string, unknown> {
  return contentFields(policyContent(JSON.stringify(document), "json", UNREAD), ["admin", "denies", "requiresMfa"]);
}

const TRUST_RULES: Record<string, string> = { P: "role-trust-policy-not-public", G: "role-github-actions-restricted" };

function trustStatus(document: unknown, field: string): string {
  const [role] = SNAPSHOT.roles as Exclude<ReeveDocument["roles"], { $unknown: string }>;
  const trustPolicy = policyContent(JSON.stringify(document), "json", UNREAD);
  const changed = { ...SNAPSHOT, roles: [{ ...role, trustPolicy }] } as unknown as ReeveDocument;
  const judged = evaluate(
    changed,
    RULES.filter(({ id }) => id === TRUST_RULES[field]),
  );
  if (!judged.ok) throw new Error(JSON.stringify(judged));
  return judged.results.results.map(({ status }) => (status === "not-applicable" ? "na" : status)).join();
}

const ACCOUNT = "arn:aws:iam::444455556666";
const EVERYTHING = policyContent(JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }), "json", UNREAD);
const NOTHING_ELSE = { path: "/", createdAt: "2026-01-01T00:00:00.000Z", permissionsBoundaryArn: null, attachedPolicyArns: [], tags: [] };

/** Whether its holder becomes an administrator of an account with one of them, and a role of theirs that Lambda takes on. Of a holder with a boundary, if it has everything beside. */
function escalates(document: unknown): boolean {
  const content = policyContent(JSON.stringify(document), "json", UNREAD);
  const user = (name: string, inlinePolicies: unknown[], boundary: string | null = null) => ({
    ...NOTHING_ELSE,
    ...{ name, arn: `${ACCOUNT}:user/${name}`, id: `AIDA${name.toUpperCase()}`, groupArns: [], inlinePolicies, permissionsBoundaryArn: boundary },
  });
  const holds = { name: "case", ...content };
  const trustPolicy = policyContent(
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] }),
    "json",
    UNREAD,
  );
  const account = {
    ...SNAPSHOT,
    users: [
      user("holder", [holds]),
      user("bounded", [holds, { name: "all", ...EVERYTHING }], `${ACCOUNT}:policy/limit`),
      user("admin", [{ name: "all", ...EVERYTHING }]),
    ],
    groups: [],
    roles: [
      {
        ...NOTHING_ELSE,
        ...{ name: "deploy", path: "/app/", arn: `${ACCOUNT}:role/app/deploy`, id: "AROADEPLOY", serviceLinked: false, instanceProfileArns: [], trustPolicy },
        inlinePolicies: [{ name: "all", ...EVERYTHING }],
      },
    ],
    policies: [{ arn: `${ACCOUNT}:policy/limit`, name: "limit", ...content }],
  } as unknown as ReeveDocument;
  return ["holder", "bounded"].some((principal) => {
    const found = escalationsOf({ document: account, actions: ACTIONS, managedPolicy: MANAGED }, { principal });
    if (!found.ok) throw new Error(JSON.stringify(found.problem));
    return found.escalations.some(({ verdict }) => verdict === "admin" || verdict === "escalates");
  });
}

describe.runIf(present)("what policies mean", () => {
  const rows = (cases: readonly PolicyCase[], actual: (document: unknown, field: string) => unknown, fields: readonly string[]): void => {
    for (const { id, document, expect: expected, why } of cases) {
      const wanted = Object.entries(expected).filter(([field, value]) => fields.includes(field) && value !== null);
      if (wanted.length === 0) it(`${id} ${why}: is read`, () => expect(() => actual(document, fields[0] ?? "")).not.toThrow());
      for (const [field, value] of wanted) {
        it(`${id} ${field}: ${why}`, () => expect(actual(document, field)).toBe(value));
      }
    }
  };

  describe("identity policies", () =>
    rows(read("identity-policies.json"), (document, field) => identityFields(document)[field], ["admin", "denies", "requiresMfa"]));
  describe("identity policies, of a user who has nothing else", () => rows(read("identity-policies.json"), (document) => escalates(document), ["escalates"]));
  describe("trust policies", () => rows(read("trust-policies.json"), trustStatus, ["P", "G"]));
});

import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { policyContent } from "../../document/index.ts";
import { contentFields } from "../../engine/access/index.ts";
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
  describe("trust policies", () => rows(read("trust-policies.json"), trustStatus, ["P", "G"]));
});

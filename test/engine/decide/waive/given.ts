import { type Attestation, isActionable, loadAttestations, loadWaivers, type WaiveContext, type Waiver, waive } from "../../../../engine/index.ts";
import type { ReeveResults, Result } from "../../../../schemas/index.ts";
import { result, results, user } from "../../../reporters/fixture.ts";

export const NOW = "2026-11-16T18:00:00.000Z";
export const ACCOUNT = "444455556666";
export const FINGERPRINT = `v1:${"a".repeat(64)}`;

/** A waiver's fields, over ones that name alice's finding for ten days. */
function waiverText(fields: Record<string, unknown> = {}): string {
  const base = { rule: "user-console-mfa", resource: "AIDAalice", kind: "accepted-risk", reason: "Break glass", owner: "dana", expires: "2026-12-10" };
  const entries = Object.entries({ ...base, ...fields }).filter(([, value]) => value !== undefined);
  return entries.map(([key, value], at) => `${at === 0 ? "  - " : "    "}${key}: ${JSON.stringify(value)}\n`).join("");
}

export const waiversFile = (...waivers: Record<string, unknown>[]): string => `waivers:\n${waivers.map(waiverText).join("")}`;

const ANY = { critical: 100_000, high: 100_000, medium: 100_000, low: 100_000, info: 100_000 };

/** Waivers as they are read from a file; dates are not held against a clock, so that expired ones can be written. */
export function waivers(...fields: Record<string, unknown>[]): Waiver[] {
  const { waivers: read, diagnostics } = loadWaivers([{ file: "waivers/team.yaml", text: waiversFile(...fields) }], { now: NOW, maxDays: ANY });
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ line, message }) => `${line}: ${message}`).join("\n"));
  return read;
}

export function attestations(fields: Record<string, unknown> = {}): Attestation[] {
  const base = { rule: "contacts-reviewed", by: "dana", at: "2026-11-01", evidence: "SEC-12", expires: "2027-11-01" };
  const entries = Object.entries({ ...base, ...fields }).filter(([, value]) => value !== undefined);
  const text = `attestations:\n${entries.map(([key, value], at) => `${at === 0 ? "  - " : "    "}${key}: ${JSON.stringify(value)}\n`).join("")}`;
  const read = loadAttestations([{ file: "attestations/a.yaml", text }], { now: NOW });
  if (read.diagnostics.length > 0) throw new Error(read.diagnostics.map(({ line, message }) => `${line}: ${message}`).join("\n"));
  return read.attestations;
}

export const ALICE = result({ rule: "user-console-mfa" });
export const BOB = result({ rule: "user-console-mfa", resource: user("bob") });
export const MANUAL = result({
  rule: "contacts-reviewed",
  status: "unknown",
  reason: "manual",
  severity: "low",
  resource: { kind: "account", arn: `arn:aws:iam::${ACCOUNT}:root`, id: ACCOUNT, name: "tideline" },
  evidence: [],
});

export const judged = (...list: Result[]): ReeveResults => results(list);

/** Results with waivers held against them. */
export const waived = (of: ReeveResults, kept: Waiver[], context: Partial<WaiveContext> = {}): ReeveResults =>
  waive(of, { waivers: kept, attestations: [], baseline: null }, { now: NOW, ...context });

export const counted = (of: ReeveResults): string[] => of.results.filter(isActionable).map(({ resource }) => resource.name ?? "");

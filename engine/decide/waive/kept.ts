import type { BaselineFile, ReeveResults, Result } from "../../../schemas/index.ts";
import type { DetailOf } from "../../evaluate/index.ts";
import type { Severity } from "../../language/index.ts";
import type { Comparing, KeptFact } from "../compare/index.ts";

/** Where something was written: the file as results name it, and the line, from 1. */
export interface Written {
  file: string;
  line: number;
}

/** A checked waiver. */
export interface Waiver extends Written {
  rule: string;
  /** What it names, and by which field. */
  subject: { by: "resource" | "target" | "actor"; pattern: string };
  account: string | null;
  ou: string | null;
  kind: NonNullable<Result["waiver"]>["kind"];
  reason: string;
  owner: string;
  ticket: string | null;
  expires: string;
  /** Highest severity that is waived; the rule's own when null. */
  severity: Severity | null;
  /** Values by path that must still be as they were. */
  evidence: Readonly<Record<string, unknown>> | null;
  /** The tests that failed when it was waived. */
  facts: readonly KeptFact[] | null;
  /** Of the rule and its parameters when the facts were recorded; null where that is not known. */
  ruleSha256: string | null;
  max: number;
  unknown: boolean;
}

/** A checked attestation. */
export interface Attestation extends Written {
  of: { kind: "control"; framework: string; id: string } | { kind: "rule"; rule: string };
  account: string | null;
  by: string;
  at: string;
  evidence: string;
  expires: string;
}

export type Baseline = BaselineFile;

/** What somebody decided about results, kept beside the configuration. */
export interface KeptDecisions {
  waivers: readonly Waiver[];
  attestations: readonly Attestation[];
  /** Null where no baseline is kept. */
  baseline: Baseline | null;
}

/** The parts of results that decisions are held against, and change. */
export type Decidable = Pick<ReeveResults, "rules" | "results" | "counts" | "summary" | "waivers" | "attestations"> & {
  document: Pick<ReeveResults["document"], "accounts">;
};

/** Days by severity. */
export type MaxDays = Readonly<Record<Severity, number>>;

/** How long a waiver may hold where reeve.yaml does not say. */
export const MAX_DAYS: MaxDays = { critical: 30, high: 90, medium: 180, low: 365, info: 365 };

/** Days before its end from which a waiver is expiring, where reeve.yaml does not say. */
export const EXPIRING_DAYS = 14;

/** A rule by what a waiver or an attestation may call it. */
export interface NamedRule {
  id: string;
  formerly?: readonly string[] | undefined;
  controls: Readonly<Record<string, readonly string[]>>;
}

/** What deciding needs besides the results and what is kept. */
export interface WaiveContext {
  /** ISO instant that days are counted from: the command line's clock, for the engine has none. */
  now: string;
  /** What differs from 30, 90, 180, 365 and 365 days. */
  maxDays?: Partial<MaxDays>;
  /** 14 when left out. */
  expiringDays?: number;
  /** Path of an account's organizational unit; null where it is not known. Left out: known of none. */
  ouPathOf?: (account: string) => string | null;
  /** Evidence of a result, for waivers that record some; left out where the results carry theirs. */
  detailOf?: DetailOf;
  /** Facts of the results, for the baseline and for waivers that record some; left out where the results carry theirs. */
  comparing?: Comparing;
  /** What was judged of plans: changes to an account whose snapshot was given, or what a plan makes, and nothing else of the account. Left out: no plan. */
  plans?: "with-snapshot" | "alone";
  /** Every rule that there is, chosen for this run or not: what names none of them is misspelt. Left out: nobody knows them all. */
  rules?: readonly NamedRule[];
}

/** Whether a pattern is a glob: it may name more than one thing. */
export const isGlob = (pattern: string): boolean => /[*?]/.test(pattern);

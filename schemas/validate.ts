import type { AttestationsFile } from "./generated/attestations.ts";
import type { BaselineFile } from "./generated/baseline.ts";
import type { ReeveConfig } from "./generated/config.ts";
import type { ReeveDiff } from "./generated/diff.ts";
import type { ReeveDocument } from "./generated/document.ts";
import type { PackFile } from "./generated/pack.ts";
import type { ReeveResults } from "./generated/results.ts";
import type { RuleFile } from "./generated/rule.ts";
import type { RuleTestFile } from "./generated/rule-test.ts";
import attestationsValidator from "./generated/validate-attestations.js";
import baselineValidator from "./generated/validate-baseline.js";
import configValidator from "./generated/validate-config.js";
import packValidator from "./generated/validate-pack.js";
import ruleValidator from "./generated/validate-rule.js";
import ruleTestValidator from "./generated/validate-rule-test.js";
import waiversValidator from "./generated/validate-waivers.js";
import type { WaiversFile } from "./generated/waivers.ts";

/** One fault against a schema: where, which keyword refused it, and the keyword's arguments. */
export interface SchemaError {
  /** Path from the root, one string a step. */
  path: string[];
  keyword: string;
  params: Record<string, unknown>;
  message: string;
}

export type Validated<T> = { ok: true; value: T } | { ok: false; errors: SchemaError[] };

interface AjvFunction {
  (data: unknown): boolean;
  errors?: { instancePath: string; keyword: string; params: Record<string, unknown>; message?: string }[] | null;
}

function run<T>(validator: unknown, data: unknown): Validated<T> {
  const validate = validator as AjvFunction;
  if (validate(data)) return { ok: true, value: data as T };
  const errors = (validate.errors ?? []).map((error) => ({
    path: pointer(error.instancePath),
    keyword: error.keyword,
    params: error.params,
    message: error.message ?? "is not valid",
  }));
  return { ok: false, errors };
}

const pointer = (text: string): string[] =>
  text
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

export const validateRule = (data: unknown): Validated<RuleFile> => run(ruleValidator, data);
export const validateRuleTest = (data: unknown): Validated<RuleTestFile> => run(ruleTestValidator, data);
export const validatePack = (data: unknown): Validated<PackFile> => run(packValidator, data);
export const validateWaivers = (data: unknown): Validated<WaiversFile> => run(waiversValidator, data);
export const validateAttestations = (data: unknown): Validated<AttestationsFile> => run(attestationsValidator, data);
export const validateBaseline = (data: unknown): Validated<BaselineFile> => run(baselineValidator, data);
export const validateConfig = (data: unknown): Validated<ReeveConfig> => run(configValidator, data);

/**
 * Accepts a document in one pass, and gives the ids of the gaps that its marks name. Null where the schema may not hold, or a mark stands within a
 * list: `validateDocument` has the last word on the schema.
 */
export const acceptDocument = async (data: unknown): Promise<ReadonlySet<string> | null> =>
  ((await import("./generated/accept-document.js")).default as (data: unknown) => Set<string> | null)(data);

/** The large validators are loaded when first asked for: a command pays for what it uses. */
export const validateDocument = async (data: unknown): Promise<Validated<ReeveDocument>> =>
  run((await import("./generated/validate-document.js")).default, data);
export const validateResults = async (data: unknown): Promise<Validated<ReeveResults>> => run((await import("./generated/validate-results.js")).default, data);
export const validateDiff = async (data: unknown): Promise<Validated<ReeveDiff>> => run((await import("./generated/validate-diff.js")).default, data);

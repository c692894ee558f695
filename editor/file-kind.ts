import { isAuthoredName, isConfigName, isJsonName, isPackName, isTestName } from "../document/text/index.ts";
/** What a file is to Reeve; null where it is none of ours, and nothing is said of it. */
export type FileKind = "rule" | "test" | "pack" | "config";

/** Names at the top of a rule that few other YAML files have together. */
const OF_RULES = /^(?:severity|resource|rationale|require|match|applies|unless|manual|remediation)\s*:/gm;
const SCHEMA_LINE = /^#\s*yaml-language-server:\s*\$schema=\S*\/rule(-test)?\.schema\.json/m;

/**
 * Tells by name, then by what is written. `inRules` says that the file lies in a folder of rules: then it is one, however little has been typed.
 */
export function fileKind(path: string, text: string, inRules: boolean): FileKind | null {
  const name = path.split(/[\\/]/).at(-1) ?? "";
  if (!isAuthoredName(name) || isJsonName(name)) return null;
  if (isConfigName(name)) return "config";
  const [line, isTest] = SCHEMA_LINE.exec(text.slice(0, 2_000)) ?? [];
  if (isTestName(name)) return inRules || isTest !== undefined || /^cases\s*:/m.test(text) ? "test" : null;
  if (isPackName(name)) return inRules ? "pack" : null;
  if (line !== undefined) return isTest === undefined ? "rule" : "test";
  return inRules || new Set(text.match(OF_RULES) ?? []).size >= 3 ? "rule" : null;
}

/** Whether a file that is none of these holds waivers or attestations: by its first key, and by what each of them has. */
export function decisionKind(path: string, text: string): "waivers" | "attestations" | null {
  const name = path.split(/[\\/]/).at(-1) ?? "";
  if (!isAuthoredName(name) || isJsonName(name) || !/^[ \t-]+(?:expires|owner|evidence)\s*:/m.test(text)) return null;
  const [, key] = /^(waivers|attestations)[ \t]*:/m.exec(text) ?? [];
  return key === "waivers" || key === "attestations" ? key : null;
}

/** The test of a rule, and the rule of a test. */
export { rulePathOf as rulePath, testPathOf as testPath } from "../document/text/index.ts";

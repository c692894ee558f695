import { SEVERITIES, type Severity } from "../../../language/index.ts";
import { type Weakening, weakeningPrint } from "./weakening.ts";

/** A setting that lets more pass than before. */
export function setting(code: Weakening["code"], text: string, what: unknown, more: Partial<Weakening> = {}): Weakening {
  return { code, rule: null, pack: null, severity: null, text, file: null, fingerprint: weakeningPrint(code, null, what), ...more };
}

/** Of more severities fewer findings count: `none` is the loosest. */
export const rankOf = (severity: Severity | "none"): number => (severity === "none" ? -1 : SEVERITIES.indexOf(severity));

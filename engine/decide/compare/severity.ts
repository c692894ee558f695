import { SEVERITIES, type Severity } from "../../language/index.ts";

/** Whether one severity is above another. */
export const isWorse = (severity: Severity, than: Severity): boolean => SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(than);

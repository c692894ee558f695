import { CODES, type Diagnostic } from "../engine/index.ts";
import { diagnosticsSarif } from "../reporters/index.ts";
import { version } from "./folders.ts";

/** Diagnostics as SARIF, with the titles and reasons of their codes. */
export const sarifOf = (diagnostics: readonly Diagnostic[]): string => diagnosticsSarif(diagnostics, CODES, version());

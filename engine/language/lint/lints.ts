import { actionGlobs } from "./lints/action-globs.ts";
import { anchor } from "./lints/anchor.ts";
import { eventFields } from "./lints/event-fields.ts";
import { events } from "./lints/events.ts";
import { emptyRationale, noReferences, noRemediation, noTests } from "./lints/metadata.ts";
import { neverTogether } from "./lints/never-together.ts";
import { partsApart } from "./lints/parts-apart.ts";
import { simplerPatterns } from "./lints/patterns.ts";
import { principalPairs } from "./lints/principal-pairs.ts";
import { requestValues } from "./lints/request-values.ts";
import { steps } from "./lints/steps.ts";
import { undocumentedValues } from "./lints/undocumented-values.ts";
import { unused } from "./lints/unused.ts";
import { withoutEffect } from "./lints/without-effect.ts";
import type { Lint } from "./subject.ts";

/** Every lint of a single rule, in the order of its code. A new one is a file and a line. */
export const LINTS: readonly Lint[] = [
  withoutEffect,
  partsApart,
  unused,
  events,
  eventFields,
  anchor,
  emptyRationale,
  noRemediation,
  noReferences,
  noTests,
  simplerPatterns,
  undocumentedValues,
  steps,
  requestValues,
  principalPairs,
  actionGlobs,
  neverTogether,
];

import { closing, opening } from "./closing.ts";
import { byControl } from "./control.ts";
import { findingsBySeverity } from "./findings.ts";
import { numbered } from "./number.ts";
import type { Reporter } from "./options.ts";
import { paintOf } from "./paint.ts";
import { unknownsByCause } from "./unknowns.ts";
import { rulesById } from "./values.ts";

/** For reading: findings by severity (or controls), what is unknown and what would make it known, counts and evidence coverage. */
export const text: Reporter = function* (results, options) {
  const paint = paintOf(options.color);
  const ruleOf = rulesById(results);
  const all = numbered(results);
  yield opening(results, options, paint);
  if (options.by === "control") yield* byControl(all, results, ruleOf, options, paint);
  else {
    const findings = all.filter(({ result }) => result.status === "fail");
    yield* findingsBySeverity(findings, results, ruleOf, options, paint);
  }
  const unknowns = all.filter(({ result }) => result.status === "unknown");
  yield* unknownsByCause(unknowns, results, options, paint);
  yield closing(results, options, paint);
};

import { acceptedResults } from "./accepted.ts";
import { headerLines, summaryLines } from "./closing.ts";
import { byControl } from "./control.ts";
import { decisionStates } from "./decision-states.ts";
import { findingsBySeverity } from "./findings.ts";
import { gateText } from "./gate/text.ts";
import { numbered } from "./number.ts";
import type { Reporter } from "./options.ts";
import { paintOf } from "./paint.ts";
import { isActionable, isShownAsFinding } from "./standing.ts";
import { unknownsByCause } from "./unknowns.ts";
import { rulesById } from "./values.ts";

/** For reading: findings by severity (or controls), what is unknown and what would make it known, what is accepted and by whom, counts and evidence coverage. */
export const text: Reporter = function* (results, options) {
  if (results.gate) {
    yield* gateText(results, results.gate, options);
    return;
  }
  const paint = paintOf(options.color);
  const ruleOf = rulesById(results);
  const all = numbered(results);
  const counted = all.filter(({ result }) => isActionable(result));
  yield headerLines(results, options, paint);
  if (options.by === "control") yield* byControl(all, results, ruleOf, options, paint);
  else {
    const findings = counted.filter(({ result }) => isShownAsFinding(result));
    yield* findingsBySeverity(findings, results, ruleOf, options, paint);
  }
  const unknowns = counted.filter(({ result }) => !isShownAsFinding(result));
  yield* unknownsByCause(unknowns, results, options, paint);
  const attested = results.results.filter(({ attestation }) => attestation !== undefined);
  yield* acceptedResults(all, attested, options, paint);
  yield decisionStates(results, options.width, paint);
  yield summaryLines(results, options, paint);
};

import type { Range } from "../diagnostic.ts";
import { called } from "./operands.ts";
import type { CheckScope, MatcherSubject } from "./scope.ts";
import { typeName } from "./types.ts";

/** Reports a matcher that the subject's type does not have. */
export function notFor(op: string, at: Range, subject: MatcherSubject, scope: CheckScope, hint = ""): null {
  return scope.report.error("RV041", at, `\`${op}\` does not apply to ${called(subject)}, which is ${typeName(subject.type)}.${hint}`);
}

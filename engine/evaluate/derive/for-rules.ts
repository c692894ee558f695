import { isUnknown, type ReeveDocument } from "../../../schemas/index.ts";
import { type CheckedRule, fieldsRead } from "../../language/index.ts";
import type { Stated } from "./content.ts";
import { derive } from "./derive.ts";

/** A document with the derived fields that judging it by rules reads. What rules on records read counts only where there is a record to judge. */
export function deriveFor(document: ReeveDocument, rules: readonly CheckedRule[], stated?: Stated): ReeveDocument {
  const { events } = document;
  const anyRecord = !isUnknown(events) && events.some((event) => !isUnknown(event));
  return derive(document, fieldsRead(anyRecord ? rules : rules.filter(({ body }) => body.kind !== "event")), stated);
}

/**
 * A document with the fields that follow from others (in the schema: `x-derived`), which snapshots do not hold: `policy.admin`, `actor`, `change`. For those
 * who evaluate rules by other means than `judge`, which fills them itself. Pure: the document given stays as it is.
 *
 * @param rules fills what these rules read; every derived field where left out
 */
export const withDerivedFields = (document: ReeveDocument, rules?: readonly CheckedRule[]): ReeveDocument =>
  rules ? deriveFor(document, rules) : derive(document);

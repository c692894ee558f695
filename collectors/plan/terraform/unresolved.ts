import { isRaw, listIn, member, type Raw } from "../../../document/index.ts";
import type { WrittenValue } from "../../../schemas/index.ts";
import type { SourceExpressions } from "../source/terraform-expressions.ts";
import { moduleConfig, namesIn, resourceConfig } from "./module-paths.ts";
import type { PlanResource } from "./plan-file.ts";
import { holdsTrue } from "./side.ts";

/** How the attributes of a change are written that only the apply will show, by address and attribute; those that the provider works out are left out. */
export function writtenLater(configuration: Raw, change: PlanResource, source: SourceExpressions | null): Record<string, WrittenValue> {
  if (!isRaw(change.unknown) || change.after === null) return {};
  const { module, type, name } = change;
  const expressions = member(resourceConfig(moduleConfig(member(configuration, "root_module"), module), change), "expressions");
  const found: Record<string, WrittenValue> = {};
  for (const [attribute, unknown] of Object.entries(change.unknown)) {
    const references = listIn(member(expressions, attribute), "references").filter((entry) => typeof entry === "string");
    if (!holdsTrue(unknown) || references.length === 0) continue;
    // Each reference stands beside its own beginnings: x.y.arn, x.y.
    const longest = references.filter((one) => !references.some((other) => other !== one && (other.startsWith(`${one}.`) || other.startsWith(`${one}[`))));
    const text = source?.text(namesIn(module), "resource", [type, name], attribute)?.replace(/\s+/g, " ") ?? null;
    found[`${change.address}.${attribute}`] = { text, references: longest };
  }
  return found;
}

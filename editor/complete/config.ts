import { SEVERITIES } from "../meaning.ts";
import type { RuleEntry, Workspace } from "../workspace.ts";
import { fieldItems } from "./fields.ts";
import { type CompletionEntry, item, keyItem } from "./item.ts";
import type { Typed } from "./typed.ts";

/** What may be written in a reeve.yaml or pack.yaml: fields, severities, and the ids of rules and packs. */
export function configItems(kind: "config" | "pack", path: string, { spot, ownLine }: Typed, { rules }: Pick<Workspace, "rules">): CompletionEntry[] {
  const { steps, at, siblings } = spot;
  const beneath = at === "key" ? steps.slice(0, -1) : steps;
  const [first, second, third] = beneath;
  if (first === undefined) return at === "key" || ownLine ? fieldItems(kind, "", siblings) : [];
  const known = (): readonly RuleEntry[] => rules(path);
  const ids = (): CompletionEntry[] => known().map(({ id, title }) => item(id, 12, { detail: title }));
  if (first === "failOn") return [...SEVERITIES, "none"].map((severity) => item(severity, 20));
  if (first === "severity") {
    if (second !== undefined) return SEVERITIES.map((severity) => item(severity, 20));
    return known()
      .filter(({ id }) => !siblings.includes(id))
      .map(({ id, title }) => keyItem(id, 12, { detail: title }));
  }
  if (first === "packs") return [...new Set(known().map(({ pack }) => pack))].map((pack) => item(pack, 12));
  if (first === "rules" && kind === "pack") return ids();
  if (first === "off") return third === "rule" ? ids() : third === undefined ? fieldItems(kind, "off/*", siblings) : [];
  if (first === "params" && kind === "config" && second === undefined) return known().map(({ id, title }) => keyItem(id, 12, { detail: title }));
  return [];
}

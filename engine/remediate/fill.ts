import type { Template } from "../logic/ast.ts";
import type { Reading } from "./reading.ts";

const SHOWN = 5;

/** A template as text for a person: null prints `-`, unknown `(unknown)`, a list its first five. */
export function fillText(template: Template, reading: Reading): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      if (part.kind === "param") return shown(reading.param(part.name) ?? null);
      const found = reading.path(part);
      return found.kind === "value" ? shown(found.value) : found.kind === "unknown" ? "(unknown)" : `{{${part.text}}}`;
    })
    .join("");
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "-";
  if (!Array.isArray(value)) return typeof value === "object" ? "(object)" : String(value);
  const open = typeof value.at(-1) === "object" && value.at(-1) !== null;
  const known: unknown[] = open ? value.slice(0, -1) : value;
  const more = known.length - SHOWN;
  const names = known.slice(0, SHOWN).map(String).join(", ") || (open ? "(unknown)" : "-");
  if (more > 0) return `${names} and ${open ? "at least " : ""}${more} more`;
  return open && known.length > 0 ? `${names} and perhaps more` : names;
}

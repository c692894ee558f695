import { renderValue } from "../evaluate/index.ts";
import type { Template } from "../language/index.ts";
import type { FindingReader, ReadPath } from "./reading.ts";

/** A template as text for a person: null prints `-`, unknown `(unknown)`, a list its first five. */
export function fillText(template: Template, reading: FindingReader): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      return part.kind === "param" ? renderValue(reading.param(part.name) ?? null) : shown(reading.path(part));
    })
    .join("");
}

function shown(found: ReadPath): string {
  if (found.kind === "value") return renderValue(found.value);
  if (found.kind !== "unknown") return "(see the snapshot)";
  return found.mark ? renderValue(found.mark) : "(unknown)";
}

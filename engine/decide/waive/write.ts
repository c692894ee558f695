import { isUnknown, type Result, type WaiversFile } from "../../../schemas/index.ts";
import { entryLines } from "../../language/index.ts";

export type WaiverEntry = WaiversFile["waivers"][number];

/** Order of the fields in a file. */
const FIELDS = [
  "rule",
  "resource",
  "target",
  "actor",
  "account",
  "ou",
  "kind",
  "reason",
  "owner",
  "ticket",
  "expires",
  "severity",
  "evidence",
  "facts",
  "ruleSha256",
  "max",
  "unknown",
] as const;

/** A waiver as an item of a file's list. `comment` stands behind the resource: who it is, where an id does not tell. */
function itemLines(entry: WaiverEntry, comment: string | null): string[] {
  const lines = FIELDS.flatMap((field) => {
    const value = entry[field];
    if (value === undefined) return [];
    const written = entryLines(field, value, 4);
    const [first = "", ...rest] = written;
    return field === "resource" && comment !== null ? [`${first} # ${comment.replace(/\s+/g, " ")}`, ...rest] : written;
  });
  return lines.map((line, at) => `${at === 0 ? "- " : "  "}${line}`);
}

/** A new file that holds one waiver; `schema` is where editors find what may stand in it, if anywhere. */
export const newWaiversText = (entry: WaiverEntry, comment: string | null, schema: string | null): string =>
  [...(schema === null ? [] : [`# yaml-language-server: $schema=${schema}`]), "waivers:", ...itemLines(entry, comment).map((line) => `  ${line}`), ""].join(
    "\n",
  );

/** The text of a file with one waiver more at its end; comments and the rest stay. Null where its list is not one item below the other. */
export function withWaiver(text: string, entry: WaiverEntry, comment: string | null): string | null {
  const body = text.replace(/\s*$/, "");
  if (/^waivers:\s*(\[\s*\])?$/m.test(body) && !/^\s*- /m.test(body)) {
    return `${body.replace(/^waivers:.*$/m, "waivers:")}\n${itemLines(entry, comment)
      .map((line) => `  ${line}`)
      .join("\n")}\n`;
  }
  const indent = /^waivers:[^\n]*\n(?:\s*#[^\n]*\n|\s*\n)*( *)- /m.exec(body)?.[1];
  if (indent === undefined) return null;
  return `${body}\n${itemLines(entry, comment)
    .map((line) => indent + line)
    .join("\n")}\n`;
}

const INSTANT = /^\d{4}-\d\d-\d\dT/;

/** Of a finding's evidence what may be held to: no times, which pass by themselves, nothing unknown, and not the resource's own names. */
export function recordedEvidence({ evidence, resource }: Pick<Result, "evidence" | "resource">): Record<string, unknown> | null {
  const own = new Set<unknown>([resource.arn, resource.id]);
  const held = evidence.flatMap(({ path, value }): [string, unknown][] =>
    isHeld(value, own) && !(value === null && path.endsWith("At")) ? [[path, value]] : [],
  );
  return held.length > 0 ? Object.fromEntries(held) : null;
}

function isHeld(value: unknown, own: ReadonlySet<unknown>): boolean {
  if (typeof value === "string") return !INSTANT.test(value) && !own.has(value);
  if (Array.isArray(value)) return value.every((element) => isHeld(element, new Set()));
  return !isUnknown(value) && (typeof value !== "object" || value === null);
}

import { pathValues } from "../../engine/index.ts";
import { paintOf, short, valueText, wrap } from "../../reporters/index.ts";
import type { ReeveDocument, ResourceKind } from "../../schemas/index.ts";
import { diagnosticText } from "../diagnostics.ts";
import type { Stream } from "../io.ts";

const SHOWN = 10;

/** The values of a path, by how many resources have each: most first. */
export function* pathText(document: ReeveDocument, path: string, kind: ResourceKind, out: Pick<Stream, "width" | "color">): Iterable<string> {
  const read = pathValues(document, kind, path);
  if (!read.ok) {
    yield* diagnosticText(read.diagnostics ?? [], () => path, out);
    return;
  }
  const values = new Map<string, string[]>();
  for (const { resource, value } of read.values) {
    const said = valueText(value, 80);
    values.set(said, [...(values.get(said) ?? []), resource.name ?? resource.arn ?? "-"]);
  }
  const paint = paintOf(out.color);
  const sorted = [...values].sort(([, one], [, other]) => other.length - one.length);
  for (const [said, names] of sorted.slice(0, SHOWN)) {
    const who = `${names
      .slice(0, 3)
      .map((name) => short(name, 40))
      .join(", ")}${names.length > 3 ? ", …" : ""}`;
    yield `${wrap(`${said}  ${paint.dim(who)}`, out.width, `${String(names.length).padStart(6)}  `).join("\n")}\n`;
  }
  if (sorted.length > SHOWN) yield paint.dim(`        … and ${sorted.length - SHOWN} more values\n`);
}

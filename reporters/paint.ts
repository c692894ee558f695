import picocolors from "picocolors";
import type { Result } from "../schemas/index.ts";

/** The declarations of the library do not name the package that paints: it is bundled. */
export type Paint = Readonly<Record<"bold" | "cyan" | "dim" | "green" | "magenta" | "red" | "yellow", (text: string) => string>>;

/** Colours, or none. */
export const paintOf = (color: boolean): Paint => picocolors.createColors(color);

/** A severity in its colour. */
export function severityPaint(paint: Paint, severity: Result["severity"]): (text: string) => string {
  switch (severity) {
    case "critical":
      return (text) => paint.bold(paint.magenta(text));
    case "high":
      return (text) => paint.bold(paint.red(text));
    case "medium":
      return (text) => paint.bold(paint.yellow(text));
    case "low":
      return (text) => paint.bold(paint.cyan(text));
    case "info":
      return (text) => paint.bold(text);
  }
}

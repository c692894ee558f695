import { wrap } from "./layout.ts";
import type { Paint } from "./paint.ts";

/** The commands on a finding's number, each as it is typed. `flags`: as `numberFlags` of `ReportOptions`. */
export const commandsOn = (number: number, commands: readonly string[], flags: string | null | undefined): string =>
  commands.map((command) => `reeve ${command} ${number}${flags ?? ""}`).join(" · ");

/** The line that says what to do next. */
export const nextLines = (next: string, width: number, paint: Paint): string[] => wrap(paint.dim(`Next: ${next}`), width);

/** Resolved parameters as literals of a programming language. */
import { variableName } from "./names.ts";
import type { Argument } from "./plan.ts";

export interface Syntax {
  text: (text: string) => string;
  true: string;
  false: string;
  /** Of an object member. */
  key: (name: string) => string;
  indent: string;
}

/** The literal, its lines after the first indented by `margin`. Placeholders are variables of the script, named by `variableName`. */
export function literal(argument: Argument, syntax: Syntax, margin: string): string {
  const inner = margin + syntax.indent;
  const block = (open: string, lines: string[], close: string): string =>
    lines.length === 0 ? open + close : `${open}\n${lines.map((line) => `${inner}${line},\n`).join("")}${margin}${close}`;
  switch (argument.kind) {
    case "value":
      if (typeof argument.value === "string") return syntax.text(argument.value);
      if (typeof argument.value === "boolean") return argument.value ? syntax.true : syntax.false;
      return String(argument.value);
    case "text":
      return argument.parts.map((part) => (typeof part === "string" ? syntax.text(part) : localName(part.supply))).join(" + ");
    case "list":
      return block(
        "[",
        argument.items.map((item) => literal(item, syntax, inner)),
        "]",
      );
    case "object":
      return block(
        "{",
        argument.members.map((member) => `${syntax.key(member.name)}: ${literal(member.argument, syntax, inner)}`),
        "}",
      );
  }
}

/** Variable of a placeholder within a script: `serial-number` → `reeve_serial_number`. */
export function localName(placeholder: string): string {
  return variableName(placeholder).toLowerCase();
}

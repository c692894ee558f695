import { visible } from "./visible.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/**
 * Text as character data. Lines stay lines; what no XML document may hold (most control characters, halves of surrogate pairs, U+FFFE and U+FFFF) and what
 * deceives a reader becomes a visible escape. Source: XML 1.0, production 2 (Char) and section 2.4.
 */
export const xml = (text: string): string => text.split("\n").map(line).join("\n");

const line = (text: string): string => visible(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** Attributes with a space before each. A newline in one would be read as a space: it is escaped as the others are. */
export const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${line(String(value))}"`)
    .join("");

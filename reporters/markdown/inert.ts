import { code as codeOf, prose } from "../docs/markdown.ts";
import { short } from "../visible.ts";

/**
 * Untrusted text in a comment on GitHub or GitLab: shown as it is, and neither markup, HTML, link, picture nor reference. Both look for mentions and
 * references after Markdown is rendered, where an escaped or encoded @ is an @ again and pings whoever bears the name: an invisible space must stand
 * between. Source: Renovate and Dependabot do so (renovatebot/renovate #1083, dependabot/dependabot-core #3157).
 */

const GAP = "&#8203;";

/** On one line of Markdown, at most `limit` characters of it. */
export const inert = (text: string, limit = 300): string => parted(prose(short(oneLine(text), limit)));

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "@": "&#64;" };

/** In an HTML element, where Markdown is not read. */
export const inertHtml = (text: string, limit = 300): string =>
  parted(short(oneLine(text), limit).replaceAll(/[&<>"@]/g, (character) => ENTITIES[character] ?? character));

/** In code, for names and ARNs that people copy: nothing invisible is put into it, and no mention is read in it. */
export const code = (text: string, limit = 300): string => codeOf(short(oneLine(text), limit));

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** Mentions (@name), addresses, references to issues and merge requests (#1, !1, GH-1). */
const parted = (safe: string): string =>
  safe
    .replaceAll("&#64;", `@${GAP}`)
    .replaceAll(/(https?|ftp|mailto)(?:&#58;|:)/gi, `$1:${GAP}`)
    .replaceAll(/www(?:&#46;|\.)/gi, `www.${GAP}`)
    .replaceAll(/(?<!&)([#!])(?=\d)/g, `$1${GAP}`)
    .replaceAll(/(GH-)(?=\d)/gi, `$1${GAP}`);

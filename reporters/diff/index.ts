import { jsonText, type ReeveDiff } from "../../schemas/index.ts";
import { diffMarkdown } from "./markdown.ts";
import { type DiffView, diffText } from "./text.ts";

/** What differs, by the name that `--format` takes. */
export const DIFF_REPORTERS: Readonly<Record<"text" | "json" | "markdown", (diff: ReeveDiff, view: DiffView) => Iterable<string>>> = {
  text: diffText,
  json: (diff) => [`${jsonText(diff, 2)}\n`],
  markdown: diffMarkdown,
};

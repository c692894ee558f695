import { readdirSync, readFileSync } from "node:fs";
import { blocks, type DocsBlock } from "./blocks.ts";

/** A block, and what stands after the language on its fence: `condition=user` → { condition: "user" }, `foreign` → { foreign: "" }. */
export type MarkedBlock = DocsBlock & { marks: Record<string, string> };

export interface DocsPage {
  file: string;
  text: string;
  blocks: MarkedBlock[];
}

/** README.md and every page of docs/, in one order on all machines. */
export const PAGES: DocsPage[] = ["README.md", ...pagesUnder("docs")].map(pageOf);

function pagesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
    .sort();
}

function pageOf(file: string): DocsPage {
  const text = readFileSync(file, "utf8");
  const lines = text.split(/\r?\n/);
  return { file, text, blocks: blocks(text).map((block) => ({ ...block, marks: marksOf(lines[block.line - 2] ?? "") })) };
}

/** A mark is a word, or name=value; `of=` takes the rest of the line, for its value is a command. */
function marksOf(fence: string): Record<string, string> {
  const said = fence.replace(/^ *`{3,}\s*[\w-]*/, "").trim();
  if (said.startsWith("of=")) return { of: said.slice(3) };
  const pairs = said.split(/\s+/).filter((word) => word !== "");
  return Object.fromEntries(pairs.map((pair) => [pair.replace(/=.*$/s, ""), pair.includes("=") ? pair.replace(/^[^=]*=/, "") : ""]));
}

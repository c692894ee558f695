import { newReport } from "./report.ts";
import type { SourceNode } from "./source.ts";
import { parseYaml } from "./yaml.ts";

const LIMITS = { length: 2_000_000, depth: 60, nodes: 200_000, tolerant: true } as const;

/** The nodes of a text with their places, as far as they can be made out: the text may be half typed. Null where nothing can. Never throws. */
export function outline(text: string): SourceNode | null {
  return parseYaml(text, LIMITS, newReport(""));
}

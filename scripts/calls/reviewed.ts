/** Reads document/calls/calls.yaml: the shape of what is reviewed by hand, and its small grammar of selectors. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Selector } from "../../document/calls/row.ts";

const FILE = "document/calls/calls.yaml";

export interface ReviewedRow {
  target?: string;
  caller?: true;
  about?: string;
  proves?: string[];
  leaves?: string[];
  changes: Record<string, "created" | "deleted" | "changed" | "all" | string[]>;
  restriction?: Record<string, unknown>;
  document?: string;
  request?: "partial" | "entire" | { replaces: string; source: string; fields?: Record<string, Record<string, unknown>>; reads?: string[] };
}

export interface Reviewed {
  reads: { verbs: string[] };
  ownAccount: string[];
  follows: Record<string, string[]>;
  calls: Record<string, Record<string, ReviewedRow>>;
}

export const reviewed = (): Reviewed => parse(readFileSync(FILE, "utf8"), { maxAliasCount: -1 }) as Reviewed;

/** `user userName`, `policy *`, `root caller`, `role naming userName`, `role under /path/`, `trail in regionName`, `role response.role.roleName`. */
export function selector(text: string): { kind: string; which: Selector } {
  const [kind = "", word = "", rest = ""] = text.split(" ");
  if (word === "*") return { kind, which: { by: "all" } };
  if (word === "caller") return { kind, which: { by: "caller" } };
  if (word === "naming") return { kind, which: { by: "naming", parameter: rest } };
  if (word === "in") return { kind, which: { by: "region", parameter: rest } };
  if (word === "under") return { kind, which: { by: "under", path: rest } };
  if (word.startsWith("response.")) return { kind, which: { by: "response", path: word.slice("response.".length) } };
  return { kind, which: { by: "parameter", parameter: word, optional: false } };
}

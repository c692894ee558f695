import { resolve, sep } from "node:path";
import { type RuleFolder, shippedRules } from "../rule-files.ts";
import { ruleSources } from "./sources.ts";

/** The folders of one's own that a check would load; the shipped packs are nobody's to rewrite. */
export const ownFolders = (flags: { config?: string }): RuleFolder[] =>
  ruleSources({ pack: [], ...flags }).folders.filter(({ folder }) => !`${resolve(folder)}${sep}`.startsWith(`${shippedRules()}${sep}`));

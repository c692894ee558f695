import { readdirSync, readFileSync } from "node:fs";
import { loadPack, loadRules, loadRuleTest } from "../../engine/language/load/index.ts";

/** A folder of rules/ as it ships. */
export interface ShippedPack {
  id: string;
  /** File names of the folder, sorted. */
  files: string[];
}

export const PACKS: ShippedPack[] = readdirSync("rules", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ id: name, files: readdirSync(`rules/${name}`).sort() }));

const read = (pack: ShippedPack, file: string) => ({ file: `rules/${pack.id}/${file}`, text: readFileSync(`rules/${pack.id}/${file}`, "utf8") });

export const isTest = (file: string): boolean => file.endsWith(".test.yaml");
export const isRule = (file: string): boolean => file.endsWith(".yaml") && !isTest(file) && file !== "pack.yaml";

/** All rules of all packs, loaded together as the command line loads them. */
export const SHIPPED = loadRules(PACKS.flatMap((pack) => pack.files.filter(isRule).map((file) => read(pack, file))));

export const rulesOf = (pack: ShippedPack) => SHIPPED.rules.filter((rule) => rule.file.startsWith(`rules/${pack.id}/`));
export const packFile = (pack: ShippedPack) => loadPack(read(pack, "pack.yaml"));
export const testOf = (pack: ShippedPack, id: string) => loadRuleTest(read(pack, `${id}.test.yaml`));

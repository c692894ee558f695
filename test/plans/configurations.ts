import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { IamCall } from "./calls.ts";

export const PLANS = fileURLToPath(new URL("../fixtures/plans/", import.meta.url));

/** A terraform configuration, by what it shows: what is there before, what is applied before, what is then planned. */
export interface Configuration {
  name: string;
  folder: string;
  /** Calls that set up what terraform does not manage: outside.json. */
  outside: IamCall[];
  /** The configuration that was applied before: before.tf. */
  before: string | null;
  /** The configuration that is planned: main.tf. */
  main: string;
  /** Folders of modules that main.tf calls; before.tf calls none. */
  modules: string[];
}

/** All configurations, by name. */
export const CONFIGURATIONS: Configuration[] = readdirSync(PLANS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()
  .map((name) => {
    const folder = `${PLANS}${name}/`;
    const read = (file: string): string | null => (existsSync(`${folder}${file}`) ? readFileSync(`${folder}${file}`, "utf8") : null);
    const modules = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
    return { name, folder, modules, outside: JSON.parse(read("outside.json") ?? "[]") as IamCall[], before: read("before.tf"), main: read("main.tf") ?? "" };
  });

/** What every configuration begins with: which provider, which region. */
export const SETTINGS = readFileSync(`${PLANS}terraform.tf`, "utf8");

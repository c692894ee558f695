import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { IamCall } from "./calls.ts";

const PLANS = fileURLToPath(new URL("../fixtures/plans/", import.meta.url));

/** Files of a terraform configuration: text by path. */
export type Files = Record<string, string>;

/** A change that terraform plans: what is there before without terraform, what was applied before, what is then planned. */
export interface Stage {
  name: string;
  /** Calls that set up what terraform does not manage. */
  outside: IamCall[];
  /** What was applied before; null where terraform begins with nothing. */
  before: Files | null;
  /** What is planned. */
  main: Files;
}

/** A stage that is kept: outside.json, before.tf, main.tf and the folders of the modules that main.tf calls, named for what it shows. */
export interface Configuration extends Stage {
  folder: string;
}

/** All configurations, by name. */
export const CONFIGURATIONS: Configuration[] = readdirSync(PLANS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()
  .map((name) => {
    const folder = `${PLANS}${name}/`;
    const read = (file: string): string => readFileSync(`${folder}${file}`, "utf8");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/"));
    const modules = files.filter((file) => /\/[^/]+\.tf$/.test(file));
    return {
      name,
      folder,
      outside: existsSync(`${folder}outside.json`) ? (JSON.parse(read("outside.json")) as IamCall[]) : [],
      before: existsSync(`${folder}before.tf`) ? { "main.tf": read("before.tf") } : null,
      main: Object.fromEntries(["main.tf", ...modules].map((file) => [file, read(file)])),
    };
  });

/** What every configuration begins with: which provider, which region. */
export const SETTINGS = readFileSync(`${PLANS}terraform.tf`, "utf8");

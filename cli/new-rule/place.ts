import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { withoutEnding } from "../../document/text/index.ts";
import { loadConfig } from "../../engine/index.ts";
import { findConfig, packageRoot } from "../folders.ts";
import { named, read, ruleFolders, shippedRules } from "../rule-files.ts";

const PACKAGE = "node_modules/@reeve-rules/reeve";

/** Where a new rule goes. */
export interface NewRulePlace {
  /** As the user would name it. */
  folder: string;
  /** The schemas, as an editor reads the path from that folder; null where none were found. */
  schemas: string | null;
  /** Ids that other rules bear. */
  usedIds: ReadonlySet<string>;
}

/** The folder that was named, else the first that reeve.yaml names, else `rules`. */
export function placeOf(dir: string | null): NewRulePlace {
  const configFile = findConfig();
  const configured = configFile === null ? undefined : loadConfig(read(configFile)).config?.rules;
  const base = configFile === null ? process.cwd() : dirname(configFile);
  const folder = resolve(dir ?? join(base, configured?.[0] ?? "rules"));
  const roots = [shippedRules(), ...(configured ?? []).map((each) => resolve(base, each)), folder].filter((each) => existsSync(each));
  const ids = roots.flatMap(ruleFolders).flatMap(({ files }) => files.map(({ file }) => withoutEnding(file.replace(/^.*[\\/]/, ""))));
  return { folder: named(folder), schemas: schemasFrom(folder), usedIds: new Set(ids) };
}

/** The installed package above the folder, else the folder where npm would install it, else Reeve's own clone. */
export function schemasFrom(folder: string): string | null {
  const above = [...parents(folder)];
  const installed = above.find((each) => existsSync(join(each, PACKAGE, "schemas"))) ?? above.find((each) => existsSync(join(each, "reeve.yaml")));
  const found = installed !== undefined ? join(installed, PACKAGE, "schemas") : above.includes(packageRoot()) ? join(packageRoot(), "schemas") : null;
  if (found === null) return null;
  const path = relative(folder, found).split(sep).join("/");
  return path.startsWith(".") ? path : `./${path}`;
}

function* parents(folder: string): Generator<string, void, undefined> {
  for (let at = folder; ; at = dirname(at)) {
    yield at;
    if (dirname(at) === at) return;
  }
}

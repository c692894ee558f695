import { jsonKeys } from "./json-keys.ts";

/** Where the resources of a CloudFormation template stand, by logical id. */
export function templateLines(text: string): Map<string, number> {
  if (/^\s*\{/.test(text)) {
    const places = jsonKeys(text, 2).filter(({ path }) => path.length === 2 && path[0] === "Resources");
    return new Map(places.map(({ path, line }) => [path[1] ?? "", line]));
  }
  return yamlLines(text);
}

const TOP = /^(["']?)Resources\1\s*:\s*(#.*)?$/;
const KEY = /^( +)(["']?)([A-Za-z0-9]+)\2\s*:(\s|$)/;

/** The keys right beneath `Resources`: logical ids are alphanumeric, and whatever a resource holds is indented deeper than its id. */
function yamlLines(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  let indent: number | null = null;
  let within = false;
  for (const [index, row] of text.split(/\r?\n/).entries()) {
    if (row.trim() === "" || /^\s*#/.test(row)) continue;
    if (!row.startsWith(" ")) {
      within = TOP.test(row);
      indent = null;
      continue;
    }
    const found = within ? KEY.exec(row) : null;
    if (!found?.[1] || found[3] === undefined) continue;
    indent ??= found[1].length;
    if (found[1].length === indent && !lines.has(found[3])) lines.set(found[3], index + 1);
  }
  return lines;
}

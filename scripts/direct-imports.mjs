/**
 * An esbuild plugin: imports that go through a room's index.ts lead to the file that declares the name. esbuild splits code by file, so that otherwise a
 * command that needs one function of a room would load all of the room at its start.
 */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";

const STATEMENT = /\b(import|export)\s+(type\s+)?\{([^}]*)\}\s+from\s+"(\.[^"]+)";/g;

/** Names in braces: `a`, `type b`, `c as d`. */
function namesIn(braces) {
  return braces
    .split(",")
    .map((text) => text.trim())
    .filter((text) => text !== "" && !text.startsWith("type "))
    .map((text) => text.split(/\s+as\s+/))
    .map(([name, as = name]) => ({ name, as }));
}

const exportsByFile = new Map();

/** What an index.ts passes on: for each exported name the file and name that it comes from. */
function passedOn(file) {
  const known = exportsByFile.get(file);
  if (known) return known;
  const found = new Map();
  exportsByFile.set(file, found);
  for (const [, keyword, isType, braces, specifier] of readFileSync(file, "utf8").matchAll(STATEMENT)) {
    if (keyword !== "export" || isType) continue;
    for (const { name, as } of namesIn(braces)) found.set(as, declaredAt(resolve(dirname(file), specifier), name));
  }
  return found;
}

function declaredAt(file, name) {
  return (basename(file) === "index.ts" && existsSync(file) && passedOn(file).get(name)) || { file, name };
}

/** The text of a module with its imports from index.ts files led to the declaring files. */
export function directImports(file, text) {
  return text.replace(STATEMENT, (statement, keyword, isType, braces, specifier) => {
    const target = resolve(dirname(file), specifier);
    if (isType || basename(target) !== "index.ts") return statement;
    const byFile = new Map();
    for (const { name, as } of namesIn(braces)) {
      const declared = declaredAt(target, name);
      byFile.set(declared.file, [...(byFile.get(declared.file) ?? []), `${declared.name} as ${as}`]);
    }
    return [...byFile].map(([from, names]) => `${keyword} { ${names.join(", ")} } from ${JSON.stringify(from)};`).join(" ");
  });
}

export const directImportsPlugin = {
  name: "direct-imports",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (path.includes("node_modules")) return undefined;
      return { contents: directImports(path, readFileSync(path, "utf8")), loader: "ts" };
    });
  },
};

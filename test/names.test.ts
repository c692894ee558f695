import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const ROOMS = ["schemas", "document", "collectors", "engine", "reporters", "editor", "editors/vscode", "cli", "test", "bench", "samples", "scripts"];
/** Generated from the schemas: a type is named there for the member that it describes, and offered by schemas/index.ts where others need it. */
const GENERATED = /^schemas\/generated\//;

function sourceFiles(): string[] {
  const files = ROOMS.flatMap((room) => readdirSync(room, { recursive: true, encoding: "utf8" }).map((file) => join(room, file).replaceAll("\\", "/")));
  return files.filter((file) => /\.ts$/.test(file) && !/(^|\/)node_modules\//.test(file) && !GENERATED.test(file)).sort();
}

/** Names of the types that a module declares and exports; names that it passes on do not count. */
function declaredTypes(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (!ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement) && !ts.isEnumDeclaration(statement)) return [];
    return statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ? [statement.name.text] : [];
  });
}

describe("names of exported types", () => {
  const places = new Map<string, string[]>();
  for (const file of sourceFiles()) for (const name of declaredTypes(file, readFileSync(file, "utf8"))) places.set(name, [...(places.get(name) ?? []), file]);

  it("are read from the whole tree", () => {
    expect(places.size).toBeGreaterThan(300);
    for (const room of ["collectors", "engine", "reporters", "editor", "cli", "test"])
      expect(
        [...places.values()].flat().some((file) => file.startsWith(`${room}/`)),
        room,
      ).toBe(true);
  });

  it("are found in each form, and not where a module passes them on", () => {
    const text =
      "export interface A { a: 1 }\nexport type B = 1;\nexport enum C { D }\ninterface E {}\nexport type { F } from './f.ts';\nconst g = `export type H = 1;`;\n";
    expect(declaredTypes("probe.ts", text)).toEqual(["A", "B", "C"]);
  });

  it("occur once", () => {
    const twice = [...places].filter(([, files]) => files.length > 1).map(([name, files]) => `${name}: ${files.join(", ")}`);
    expect(twice.sort()).toEqual([]);
  });
});

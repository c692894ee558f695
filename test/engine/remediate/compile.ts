import { resolve } from "node:path";
import ts from "typescript";

/** Errors of rendered modules under the TypeScript compiler with the installed SDK's types, by module. */
export function compileFaults(modules: ReadonlyMap<string, string>): Map<string, string[]> {
  const files = new Map([...modules].map(([name, text]) => [resolve("test/engine/remediate", `rendered-${name}.ts`), { name, text }]));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ["node"],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file)?.text ?? readFile(file);
  host.getSourceFile = (file, version) => {
    const own = files.get(file);
    return own ? ts.createSourceFile(file, own.text, version) : getSourceFile(file, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const faults = new Map<string, string[]>([...modules.keys()].map((name) => [name, []]));
  for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
    const name = files.get(diagnostic.file?.fileName ?? "")?.name ?? "other";
    faults.set(name, [...(faults.get(name) ?? []), ts.flattenDiagnosticMessageText(diagnostic.messageText, " ")]);
  }
  return faults;
}

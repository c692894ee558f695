import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { plural, visible, wrap } from "../../reporters/index.ts";
import { makeFolder, writeIfFree } from "../files.ts";
import { packageRoot, version } from "../folders.ts";
import type { Io } from "../io.ts";
import { UsageError } from "../usage-error.ts";

const PACKAGE = "@reeve-rules/reeve";

/** Makes a policy repository in a folder. What is there already is left as it is, and named. Asks nothing. */
export async function init(folder: string, io: Io): Promise<number> {
  const root = resolve(folder);
  if (existsSync(root) && !statSync(root).isDirectory()) throw new UsageError(`${folder} is a file: name a folder.`);
  const made: TemplateFile[] = [];
  const kept: TemplateFile[] = [];
  for (const file of repositoryTemplate({ NAME: packageName(root), VERSION: version() })) (make(root, file) ? made : kept).push(file);
  const lines = [
    made.length > 0 ? `Made ${plural(made.length, "file")} in ${visible(folder)}:` : `Nothing to make in ${visible(folder)}: every file is there.`,
    ...made.map(({ path }) => `  ${path}`),
    ...(made.length > 0 && kept.length > 0 ? ["", "Left as they were:", ...kept.map(({ path }) => `  ${path}`)] : []),
    ...(made.length > 0 ? ["", ...nextSteps(folder, root, kept)] : []),
  ];
  // Names of files and commands are copied: they are never wrapped.
  await io.out.write(`${lines.flatMap((line) => (line.startsWith("  ") ? [line] : wrap(line, io.out.width))).join("\n")}\n`);
  return 0;
}

/** Writes a file unless something has its name: the system itself refuses to open it then, a link included. */
function make(root: string, { path, text }: TemplateFile): boolean {
  const target = join(root, path);
  makeFolder(dirname(target));
  return writeIfFree(target, text);
}

function nextSteps(folder: string, root: string, kept: readonly TemplateFile[]): string[] {
  // A name that cannot be shown as it is cannot be copied either.
  const isShown = visible(folder) === folder;
  const enter = root === process.cwd() || !isShown ? [] : [`  cd ${quoted(folder)}`];
  const needsInstall = !existsSync(join(root, "node_modules", PACKAGE, "package.json"));
  const foreignManifest = kept.some(({ path }) => path === "package.json");
  const install = foreignManifest ? `  npm install --save-exact ${PACKAGE}@${version()}` : "  npm install";
  return [
    isShown ? "Next:" : "Next, in that folder:",
    ...enter,
    ...(needsInstall ? [install] : []),
    "  npx --no-install reeve rules test rules",
    "  npx --no-install reeve rules new",
  ];
}

const quoted = (path: string): string => (/^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

/** The folder's name as npm allows it. Source: package.json, "name" (docs.npmjs.com). */
function packageName(root: string): string {
  const name = basename(root)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 200);
  return name === "" || name === "node-modules" ? "aws-rules" : name;
}

/** A file that `init` makes. */
interface TemplateFile {
  /** In the new repository, with slashes. */
  path: string;
  text: string;
}

/**
 * The files of the policy repository that ships in templates/: `dot-name` stands for `.name`, because npm reads a packed `.gitignore` as its own,
 * and `@NAME@` for a value, because workflows hold braces of their own.
 */
function repositoryTemplate(values: Record<"NAME" | "VERSION", string>): TemplateFile[] {
  const folder = join(packageRoot(), "templates", "repository");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: targetOf(relative(folder, path)), text: filled(readFileSync(path, "utf8"), values) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

const targetOf = (path: string): string =>
  path
    .split(sep)
    .map((part) => part.replace(/^dot-/, "."))
    .join("/");

const filled = (text: string, values: Record<"NAME" | "VERSION", string>): string =>
  text.replaceAll("@NAME@", values.NAME).replaceAll("@VERSION@", values.VERSION);

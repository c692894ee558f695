import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { packageRoot } from "./folders.ts";

/** A file that `init` makes. */
export interface TemplateFile {
  /** In the new repository, with slashes. */
  path: string;
  text: string;
}

/**
 * The files of the policy repository that ships in templates/: `dot-name` stands for `.name`, because npm reads a packed `.gitignore` as its own,
 * and `@NAME@` for a value, because workflows hold braces of their own.
 */
export function repositoryTemplate(values: Record<"NAME" | "VERSION", string>): TemplateFile[] {
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

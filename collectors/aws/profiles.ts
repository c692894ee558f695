import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Names of the profiles in the shared config and credentials files, sorted. `[profile name]` or `[default]` in the one, `[name]` in the other.
 * Source: AWS SDKs and Tools Reference Guide, "Shared config and credentials files".
 */
export async function profileNames(): Promise<string[]> {
  const config = await textOf(process.env.AWS_CONFIG_FILE || join(homedir(), ".aws", "config"));
  const credentials = await textOf(process.env.AWS_SHARED_CREDENTIALS_FILE || join(homedir(), ".aws", "credentials"));
  const inConfig = headings(config).flatMap((heading) => /^(?:profile\s+(.+)|default)$/.exec(heading)?.map((part) => part ?? heading)[1] ?? []);
  return [...new Set([...inConfig, ...headings(credentials)].map((name) => name.trim().replace(/^(["'])(.*)\1$/, "$2")))].sort();
}

/** The file's text; empty where there is none, or none that may be read. */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    return "";
  }
}

const headings = (text: string): string[] => [...text.matchAll(/^\s*\[([^\]\n]+)\]/gm)].map(([, heading = ""]) => heading.trim());

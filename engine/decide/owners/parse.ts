import { type Forge, type PathTest, pathPattern } from "./pattern.ts";

/** Entries that are looked at together: on GitLab each section has a say of its own. */
interface Section {
  optional: boolean;
  entries: { test: PathTest; owners: string[]; excludes: boolean }[];
}

/**
 * Reads CODEOWNERS and answers who owns a path, as the repository names it. The last pattern that means the path counts, on GitLab in each section; an
 * optional section (`^`) asks for nobody's approval, so that its owners do not count. Owners are `@user`, `@org/team`, `@@role` (GitLab) or e-mail addresses;
 * lines that the forge cannot read are passed over, as it does.
 */
export function parseCodeOwners(text: string, forge: Forge): (path: string) => string[] {
  const sections = new Map<string, Section>([["", { optional: false, entries: [] }]]);
  let [name, inherited]: [string, string[]] = ["", []];
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    const heading = forge === "gitlab" ? SECTION.exec(trimmed) : null;
    if (heading) {
      name = (heading[2] ?? "").trim().toLowerCase();
      inherited = ownersIn(heading[3] ?? "");
      if (!sections.has(name)) sections.set(name, { optional: heading[1] === "^", entries: [] });
      continue;
    }
    const excludes = forge === "gitlab" && trimmed.startsWith("!");
    const { pattern, rest } = split(excludes ? trimmed.slice(1) : trimmed);
    const test = pathPattern(pattern, forge);
    if (!test) continue;
    const own = ownersIn(forge === "github" ? rest.replace(/(^|\s)#.*$/s, "") : rest);
    sections.get(name)?.entries.push({ test, owners: own.length > 0 ? own : inherited, excludes });
  }
  return (path) => [...new Set([...sections.values()].flatMap((section) => ownersBy(section, path)))];
}

/** `[Name]`, `^[Name]`, `[Name][2] @owner`. */
const SECTION = /^(\^)?\[([^\]]{1,255})\](?:\[\d{1,4}\])?(?:\s+(.*))?$/s;

function ownersBy({ optional, entries }: Section, path: string): string[] {
  if (optional || entries.some(({ excludes, test }) => excludes && test(path))) return [];
  return entries.findLast(({ test }) => test(path))?.owners ?? [];
}

/** The pattern ends at the first blank that no backslash escapes. */
function split(line: string): { pattern: string; rest: string } {
  let at = 0;
  while (at < line.length && !/\s/.test(line[at] ?? "")) at += line[at] === "\\" ? 2 : 1;
  return { pattern: line.slice(0, at), rest: line.slice(at) };
}

const ownersIn = (text: string): string[] => text.split(/\s+/).filter((word) => /^@{1,2}[^@\s]+$|^[^@\s]+@[^@\s]+$/.test(word));

/** Which forge reads the file: their patterns differ. */
export type Forge = "github" | "gitlab";

/** Whether a path, as the repository names it, is meant. */
export type PathTest = (path: string) => boolean;

/** One character of a pattern: `*` and `?` where they stand for others. */
type Token = { any: "run" | "one" } | { text: string };
type Segment = Token[] | "folders";

/**
 * A pattern of CODEOWNERS. On GitHub it follows gitignore without `!` and `[ ]` (docs.github.com, About code owners): anchored where a slash stands at its
 * start or within, a folder's name means all that lies in it, and a last `/*` only what lies directly in it. On GitLab (docs.gitlab.com, Advanced CODEOWNERS
 * configuration) it is anchored by a first slash alone, and only a last slash means all that lies in a folder. Case counts. Null: no pattern that the forge
 * knows. Takes time linear in the path for each segment of the pattern, whatever both hold.
 */
export function pathPattern(pattern: string, forge: Forge): PathTest | null {
  if (pattern === "" || pattern === "/") return null;
  if (forge === "github" && /[![\]]/.test(pattern)) return null;
  const body = pattern.replace(/^\//, "").replace(/\/$/, "");
  const anchored = pattern.startsWith("/") || (forge === "github" && body.includes("/"));
  const segments = body.split("/").map((part): Segment => (part === "**" ? "folders" : tokens(part)));
  if (segments.some((segment) => segment.length === 0)) return null;
  if (!anchored) segments.unshift("folders");
  const within = pattern.endsWith("/") || (forge === "github" && !/\/\*$/.test(pattern));
  const itself = !pattern.endsWith("/");
  return (path) => matches(segments, path.split("/"), itself, within);
}

/** A backslash takes its character's meaning away. */
function tokens(part: string): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < part.length; at += 1) {
    const character = part[at] ?? "";
    if (character === "\\" && at + 1 < part.length) {
      at += 1;
      found.push({ text: part[at] ?? "" });
    } else if (character === "*") {
      const last = found.at(-1);
      if (!last || !("any" in last) || last.any !== "run") found.push({ any: "run" });
    } else found.push(character === "?" ? { any: "one" } : { text: character });
  }
  return found;
}

/** Segment by segment, keeping all places of the pattern that may be reached: no path makes it slow. */
function matches(pattern: readonly Segment[], path: readonly string[], itself: boolean, within: boolean): boolean {
  let reached = new Set(closed(pattern, [0]));
  for (const [at, part] of path.entries()) {
    const next = new Set<number>();
    for (const place of reached) {
      const segment = pattern[place];
      if (segment === "folders" && place === pattern.length - 1) return true;
      if (segment === "folders") next.add(place);
      else if (segment && segmentMatches(segment, part)) next.add(place + 1);
    }
    reached = new Set(closed(pattern, next));
    const isLast = at === path.length - 1;
    if (reached.has(pattern.length) && (isLast ? itself : within)) return true;
  }
  return false;
}

/** `**` may stand for no folder at all; at the end it stands for something. */
function* closed(pattern: readonly Segment[], places: Iterable<number>): Iterable<number> {
  for (const start of places) {
    let place = start;
    yield place;
    while (pattern[place] === "folders" && place < pattern.length - 1) {
      place += 1;
      yield place;
    }
  }
}

function segmentMatches(segment: readonly Token[], text: string): boolean {
  let [at, place, star, mark] = [0, 0, -1, 0];
  while (at < text.length) {
    const token = segment[place];
    if (token && "any" in token && token.any === "run") [star, mark, place] = [place, at, place + 1];
    else if (token && ("any" in token || token.text === text[at])) [at, place] = [at + 1, place + 1];
    else if (star >= 0) [place, mark, at] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  return segment.slice(place).every((token) => "any" in token && token.any === "run");
}

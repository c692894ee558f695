import { answeringSignals } from "../../collectors/files/index.ts";
import { visible, wrap } from "../../reporters/index.ts";
import { isRunBy } from "../ci-systems.ts";
import { github } from "../comment/github.ts";
import { gitlab } from "../comment/gitlab.ts";
import { HttpProblem } from "../comment/http.ts";
import { type Absent, type CommentForge, post } from "../comment/post.ts";
import type { CommentFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { inputText } from "../read-input.ts";
import { UsageError } from "../usage-error.ts";

const MARKER = /^<!-- reeve:gate -->\n/;
const MOST_BYTES = 1_000_000;

/** What `comment` was called with. */
interface CommentInput {
  file: string;
  /** Part of the comment's marker. */
  name: string | null;
  on: "github" | "gitlab";
}

function commentInput(file: string, { name, on }: CommentFlags): CommentInput {
  if (name !== undefined && !/^[\w.-]{1,60}$/.test(name)) throw new UsageError("--name takes letters, digits, points, hyphens and underscores, 60 at most.");
  const place = on ?? (isRunBy("GitHub Actions") ? "github" : isRunBy("GitLab CI") ? "gitlab" : null);
  if (place === null) throw new UsageError("neither GitHub Actions nor GitLab CI runs this: name the place with --on.");
  return { file, name: name ?? null, on: place };
}

/** Posts what `--format github-comment` wrote, once for each request: the next run replaces it. */
export async function comment(path: string, flags: CommentFlags, io: Io): Promise<number> {
  const { file, name, on } = commentInput(path, flags);
  const text = inputText(file, { mostBytes: MOST_BYTES });
  if (!MARKER.test(text)) throw new UsageError(`${visible(file)} was not written by --format github-comment: its first line is missing.`);
  const body = name === null ? text : text.replace(MARKER, `<!-- reeve:gate ${name} -->\n`);
  const print = (line: string): Promise<void> => io.err.write(`${wrap(line, io.err.width).join("\n")}\n`);
  let forge: CommentForge | Absent;
  try {
    forge = (on === "github" ? github : gitlab)(process.env, io.signal);
  } catch (error) {
    if (error instanceof HttpProblem) throw new UsageError(error.message);
    throw error;
  }
  const posted = await answeringSignals(() => post(forge, body));
  if ("skipped" in posted) await print(`No comment was written: ${posted.skipped}.`);
  else if ("failed" in posted) await print(`reeve: the comment could not be written: ${posted.failed}`);
  else await print(`The comment in ${"request" in forge ? forge.request : "the request"} was ${posted.done}.`);
  return "failed" in posted ? 3 : 0;
}

/** One command of a guide and what the guide says it prints. */
export interface GuideCommand {
  /** The shell text, its continued lines joined as written. */
  text: string;
  /** What is shown beneath it, without the line break at its end; `undefined` where the guide shows nothing. */
  output: string | undefined;
  /** From a closing comment `# exit 1`; 0 where there is none. */
  exit: number;
  /** Line in the page, from 1. */
  line: number;
}

/** A fenced block of a page, in the order of the page. */
export type DocsBlock =
  | { kind: "commands"; commands: GuideCommand[]; line: number; language: string }
  | { kind: "file"; path: string; text: string; line: number; language: string }
  | { kind: "other"; text: string; line: number; language: string };

/** The first line that names a block's file: `# file: rules/a.yaml`, in the comment of the block's language. */
const fileLine = /^(?:#|\/\/|<!--)\s*file:\s*(\S+?)(?:\s*-->)?\s*$/;
const exitComment = /\s+#\s*exit\s+(\d+)\s*$/;

/**
 * The fenced blocks of a Markdown page. A `sh` block whose first line starts with `$ ` holds commands, each followed by its output, a line that
 * ends with a backslash going on in the next. A block whose first line is `# file: <path>` is a file; that line is a part of it.
 * Any other block is `other`.
 */
export function blocks(page: string): DocsBlock[] {
  const found: DocsBlock[] = [];
  const lines = page.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const fence = /^( *)(`{3,})\s*([\w-]*)/.exec(lines[at] ?? "");
    if (!fence) continue;
    const [, indent = "", ticks = "", language = ""] = fence;
    const body: string[] = [];
    const start = at + 2;
    for (at++; at < lines.length && !(lines[at] ?? "").trim().startsWith(ticks); at++) body.push((lines[at] ?? "").slice(indent.length));
    if (at === lines.length) throw new Error(`The block that opens on line ${start - 1} is never closed`);
    found.push(block(body, language, start));
  }
  return found;
}

function block(body: string[], language: string, line: number): DocsBlock {
  const text = body.map((each) => `${each}\n`).join("");
  const path = fileLine.exec(body[0] ?? "")?.[1];
  if (path !== undefined) return { kind: "file", path, text, line, language };
  if (language === "sh" && body[0]?.startsWith("$ ")) return { kind: "commands", commands: commands(body, line), line, language };
  return { kind: "other", text, line, language };
}

function commands(body: string[], firstLine: number): GuideCommand[] {
  const found: GuideCommand[] = [];
  for (let at = 0; at < body.length; ) {
    const line = firstLine + at;
    let text = (body[at++] ?? "").slice(2);
    while (text.endsWith("\\") && at < body.length) text += `\n${body[at++] ?? ""}`;
    const shown: string[] = [];
    while (at < body.length && !(body[at] ?? "").startsWith("$ ")) shown.push(body[at++] ?? "");
    const output = shown.join("\n").trimEnd();
    found.push({ text: text.replace(exitComment, ""), output: output === "" ? undefined : output, exit: Number(exitComment.exec(text)?.[1] ?? 0), line });
  }
  return found;
}

/** Whether `actual` is what a guide shows: line by line, trailing blanks aside; a shown line `…` stands for any lines, `…` within a line for any text. */
export function shows(shown: string, actual: string): boolean {
  const pattern = tidy(shown)
    .split(/^[ \t]*…$\n?/m)
    .map((part) =>
      part
        .split("…")
        .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
        .join("[^\\n]*?"),
    )
    .join("(?:[^\\n]*\\n)*?");
  return new RegExp(`^${pattern}$`).test(tidy(actual));
}

function tidy(text: string): string {
  const lines = text.replace(/\r\n/g, "\n").trim().split("\n");
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

import { didYouMean } from "../../document/text/index.ts";
import { findResource, pathsOf, pathValues } from "../../engine/index.ts";
import { diagnosticText, paintOf, plural, short, valueText, visible, wrap } from "../../reporters/index.ts";
import { jsonText, type ReeveDocument, type ResourceKind } from "../../schemas/index.ts";
import { answersText } from "../answers-text.ts";
import type { Stream } from "../io.ts";
import { ask, isKind, kindOf } from "../questions.ts";
import { UsageError } from "../usage-error.ts";

/** What one conversation with a document holds. */
export interface Conversation {
  document: ReeveDocument;
  name: string;
  /** The kind that conditions are about, until another is named. */
  kind: ResourceKind;
}

const HELP = `A condition      user.mfaActive: false        of which resources it is true, false and unknown
A path           user.accessKeys              its type and its values
.resource role   conditions are about roles   .paths [text]   paths of the kind, by name
.show <arn>      one resource, as it was read .help           this
.exit            leaves, as Ctrl-D does\n`;

/** Answers one line: a condition, a path, or a command that begins with a dot. Never evaluates JavaScript. */
export function* answer(conversation: Conversation, line: string, out: Pick<Stream, "width" | "color">): Iterable<string> {
  const text = line.trim();
  if (text === "") return;
  try {
    if (text.startsWith(".")) yield* command(conversation, text, out);
    else if (/^[A-Za-z][\w.]*$/.test(text)) yield* pathText(conversation.document, text, kindIn(conversation, text), out);
    else yield* condition(conversation, text, out);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    yield `${wrap(error.message, out.width).join("\n")}\n`;
  }
}

function* condition(conversation: Conversation, text: string, out: Pick<Stream, "width" | "color">): Iterable<string> {
  const kind = kindIn(conversation, text);
  const { query, diagnostics } = ask(conversation.document, kind, text);
  yield* diagnosticText(diagnostics, () => text, out);
  if (query) yield* answersText(conversation.document, query, { width: out.width, all: false, more: "" }, paintOf(out.color));
}

/** The kind whose root the text names, else the one of the conversation. */
function kindIn({ kind }: Conversation, text: string): ResourceKind {
  if (new RegExp(`(^|[^\\w.])${kind}\\b`).test(text)) return kind;
  try {
    return kindOf(null, `${text} `.replace(/^(\w+) $/, "$1. "));
  } catch {
    return kind;
  }
}

export const COMMANDS = [".resource", ".paths", ".show", ".help", ".exit"];

function* command(conversation: Conversation, text: string, out: Pick<Stream, "width" | "color">): Iterable<string> {
  const [word = "", ...rest] = text.split(/\s+/);
  const what = rest.join(" ");
  switch (word) {
    case ".help":
      yield HELP;
      return;
    case ".resource":
      if (what !== "" && !isKind(what)) kindOf(what, "");
      if (isKind(what)) conversation.kind = what;
      yield `Conditions are about ${conversation.kind}.\n`;
      return;
    case ".paths": {
      const paths = pathsOf(conversation.kind).filter(({ path }) => path.toLowerCase().includes(what.toLowerCase()));
      const width = Math.min(48, Math.max(0, ...paths.map(({ path }) => path.length)));
      for (const { path, type, description } of paths)
        yield `${wrap(`${type}. ${short(description, 300)}`, out.width, `  ${path.padEnd(width)}  `).join("\n")}\n`;
      yield `${plural(paths.length, "path")} of ${conversation.kind}${what === "" ? "" : ` with ${visible(what)}`}\n`;
      return;
    }
    case ".show": {
      const found = findResource(conversation.document, what);
      if (what === "" || found.length === 0)
        yield `${what === "" ? "Name a resource: .show <arn, id or name>" : `${short(what)}: there is no such resource`}.\n`;
      for (const { kind, resource } of found) yield `${kind}\n${jsonText(resource, 2)}\n`;
      return;
    }
    default:
      yield `${short(word)} is no command.${didYouMean(word, COMMANDS, ` There are ${COMMANDS.join(" ")}.`)}\n`;
  }
}

const MAX_VALUES_SHOWN = 10;

/** The values of a path, by how many resources have each: most first. */
function* pathText(document: ReeveDocument, path: string, kind: ResourceKind, out: Pick<Stream, "width" | "color">): Iterable<string> {
  const read = pathValues(document, kind, path);
  if (!read.ok) {
    yield* diagnosticText(read.diagnostics ?? [], () => path, out);
    return;
  }
  const values = new Map<string, string[]>();
  for (const { resource, value } of read.values) {
    const printedValue = valueText(value, 80);
    values.set(printedValue, [...(values.get(printedValue) ?? []), resource.name ?? resource.arn ?? "-"]);
  }
  const paint = paintOf(out.color);
  const sorted = [...values].sort(([, one], [, other]) => other.length - one.length);
  for (const [said, names] of sorted.slice(0, MAX_VALUES_SHOWN)) {
    const who = `${names
      .slice(0, 3)
      .map((name) => short(name, 40))
      .join(", ")}${names.length > 3 ? ", …" : ""}`;
    yield `${wrap(`${said}  ${paint.dim(who)}`, out.width, `${String(names.length).padStart(6)}  `).join("\n")}\n`;
  }
  if (sorted.length > MAX_VALUES_SHOWN) yield paint.dim(`        … and ${sorted.length - MAX_VALUES_SHOWN} more values\n`);
}

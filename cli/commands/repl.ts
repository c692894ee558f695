import { chmodSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { REPLServer } from "node:repl";
import { foreignReason, writePrivately } from "../../collectors/files/index.ts";
import { completionsAt } from "../../engine/index.ts";
import { visible } from "../../reporters/index.ts";
import type { ResourceKind } from "../../schemas/index.ts";
import type { QuestionFlags } from "../flags.ts";
import { cacheFolder } from "../folders.ts";
import type { Io } from "../io.ts";
import type { DocumentFiles } from "../load-document.ts";
import { filesInput, questionSource } from "../question-source.ts";
import { kindOf } from "../questions.ts";
import { answer, COMMANDS, type Conversation } from "../repl/session.ts";

/** What `repl` was called with. */
interface ReplInput {
  kind: ResourceKind;
  /** Null: the document of the last check, or the sample. */
  files: DocumentFiles | null;
}

const replInput = ({ resource, ...files }: QuestionFlags): ReplInput => ({ kind: kindOf(resource ?? null, ""), files: filesInput(files) });

/** A conversation with a document, line by line: with a prompt on a terminal, without one in a pipe. Exit code 0 when it ends. */
export async function replCommand(flags: QuestionFlags, io: Io): Promise<number> {
  const { kind, files } = replInput(flags);
  const { document, name } = await questionSource(files, kind, io);
  const conversation: Conversation = { document, name, kind };
  if (!process.stdin.isTTY || !io.out.tty) return await piped(conversation, io);
  await io.out.write(`${visible(name)}, as of ${visible(document.collectedAt)}. .help says what may be asked; Ctrl-D leaves.\n`);
  return await onTerminal(conversation, io);
}

async function piped(conversation: Conversation, io: Io): Promise<number> {
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    if (line.trim() === ".exit" || io.out.closed()) break;
    for (const text of answer(conversation, line, io.out)) await io.out.write(text);
  }
  lines.close();
  return 0;
}

async function onTerminal(conversation: Conversation, io: Io): Promise<number> {
  const { start } = await import("node:repl");
  const server = start({
    prompt: `${conversation.kind}> `,
    eval: (line, _context, _file, done) => {
      void say(conversation, line, io).then(() => {
        server.setPrompt(`${conversation.kind}> `);
        done(null, undefined);
      });
    },
    writer: () => "",
    ignoreUndefined: true,
    preview: false,
    useGlobal: false,
    completer: (line: string): [string[], string] => {
      if (line.startsWith(".")) return [COMMANDS.filter((command) => command.startsWith(line)), line];
      const { candidates, typed } = completionsAt(line, conversation.kind);
      return [candidates, typed];
    },
  });
  ownCommands(server, conversation, io);
  await keptHistory(server);
  return await new Promise((resolve) => server.once("exit", () => resolve(0)));
}

async function say(conversation: Conversation, line: string, io: Io): Promise<void> {
  for (const text of answer(conversation, line, io.out)) await io.out.write(text);
}

/** Node's own commands load files and start an editor for JavaScript: ours take their place. */
function ownCommands(server: REPLServer, conversation: Conversation, io: Io): void {
  const commands = server.commands as Record<string, unknown>;
  for (const name of Object.keys(commands)) if (name !== "exit") delete commands[name];
  for (const command of COMMANDS) {
    const name = command.slice(1);
    if (name === "exit") continue;
    server.defineCommand(name, (rest) => {
      void say(conversation, `${command} ${rest}`, io).then(() => {
        server.setPrompt(`${conversation.kind}> `);
        server.displayPrompt();
      });
    });
  }
}

/** Conditions name resources of the account: only its owner can read the file, and what is no regular file is left as it is. Without one the conversation goes on. */
async function keptHistory(server: REPLServer): Promise<void> {
  const path = join(cacheFolder(), "repl-history");
  try {
    if (foreignReason(cacheFolder()) !== null) return;
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found) writePrivately(path, "");
    else if (found.isFile()) chmodSync(path, 0o600);
    else return;
    await new Promise<void>((resolve) => server.setupHistory(path, () => resolve()));
  } catch {}
}

import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";

export interface ClientPosition {
  line: number;
  character: number;
}

export interface PublishedDiagnostic {
  range: { start: ClientPosition; end: ClientPosition };
  message: string;
  severity?: number;
  code?: string | number;
  source?: string;
}

/** An editor, as far as a language server sees one. */
export interface Editor {
  connection: MessageConnection;
  /** Errors that the server wrote to the editor's log. */
  logged: string[];
  /** What the server said of itself. */
  capabilities: Record<string, unknown>;
  open: (uri: string, text: string) => void;
  change: (uri: string, text: string) => void;
  close: (uri: string) => void;
  /** The next diagnostics published for the file after the call. */
  diagnostics: (uri: string) => Promise<PublishedDiagnostic[]>;
  request: <T>(method: string, params: unknown) => Promise<T>;
  stop: () => Promise<number | null>;
  /** Goes away without a word. Resolves to the server's exit code. */
  leave: () => Promise<number | null>;
}

export interface EditorOptions {
  /** Folder that is open. */
  folder: string;
  env?: Record<string, string>;
  settings?: (section: string | undefined) => unknown;
  initializationOptions?: unknown;
  /** Requests of the server that a test wants to see. */
  onRequest?: Record<string, (params: never) => unknown>;
}

export const uriOf = (path: string): string => pathToFileURL(path).href;

/** Starts a language server over stdio and shakes hands with it. */
export async function startEditor(
  args: string[],
  { folder, env = {}, settings = () => null, initializationOptions, onRequest = {} }: EditorOptions,
): Promise<Editor> {
  const server = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
  let errors = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const ended = new Promise<number | null>((resolve) => server.once("exit", resolve));
  const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const waiting = new Map<string, ((found: PublishedDiagnostic[]) => void)[]>();
  connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }: { uri: string; diagnostics: PublishedDiagnostic[] }) => {
    const resolvers = waiting.get(uri) ?? [];
    waiting.delete(uri);
    for (const resolve of resolvers) resolve(diagnostics);
  });
  const logged: string[] = [];
  connection.onNotification("window/logMessage", ({ type, message }: { type: number; message: string }) => {
    if (type === 1) logged.push(message);
  });
  connection.onRequest("workspace/configuration", ({ items }: { items: { section?: string }[] }) => items.map(({ section }) => settings(section)));
  connection.onRequest("client/registerCapability", () => null);
  for (const [method, answer] of Object.entries(onRequest)) connection.onRequest(method, answer as (params: unknown) => unknown);
  connection.listen();
  const request = async <T>(method: string, params: unknown): Promise<T> => {
    const failed = ended.then((code) => {
      throw new Error(`the server ended with ${code}: ${errors}`);
    });
    failed.catch(() => {});
    return Promise.race([connection.sendRequest(method, params) as Promise<T>, failed]);
  };
  const { capabilities } = await request<{ capabilities: Record<string, unknown> }>("initialize", {
    processId: process.pid,
    rootUri: uriOf(folder),
    workspaceFolders: [{ uri: uriOf(folder), name: "test" }],
    initializationOptions,
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true } },
      textDocument: {
        completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown", "plaintext"] } },
        hover: { contentFormat: ["markdown", "plaintext"] },
        publishDiagnostics: {},
      },
    },
  });
  await connection.sendNotification("initialized", {});
  let version = 0;
  const notify = (method: string, params: unknown): void => void connection.sendNotification(method, params);
  return {
    connection,
    logged,
    capabilities,
    request,
    open: (uri, text) => {
      notify("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: ++version, text } });
    },
    change: (uri, text) => {
      notify("textDocument/didChange", { textDocument: { uri, version: ++version }, contentChanges: [{ text }] });
    },
    close: (uri) => notify("textDocument/didClose", { textDocument: { uri } }),
    diagnostics: (uri) => new Promise((resolve) => waiting.set(uri, [...(waiting.get(uri) ?? []), resolve])),
    leave: () => {
      connection.dispose();
      server.stdin.end();
      return ended;
    },
    stop: async () => {
      await request("shutdown", null);
      notify("exit", undefined);
      const code = await Promise.race([ended, new Promise<null>((resolve) => setTimeout(resolve, 3_000, null).unref())]);
      server.kill("SIGKILL");
      connection.dispose();
      return code;
    },
  };
}

/** Where the text has a mark: the text without it, and the mark's place. */
export function marked(text: string, mark = "¦"): { text: string; position: ClientPosition } {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error("the text has no mark");
  const before = text.slice(0, at);
  return { text: before + text.slice(at + mark.length), position: { line: before.split("\n").length - 1, character: at - (before.lastIndexOf("\n") + 1) } };
}

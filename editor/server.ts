import { fileURLToPath, pathToFileURL } from "node:url";
import {
  type CodeAction,
  type CodeActionParams,
  type Connection,
  createConnection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { handlersOf, type OpenFile } from "./handlers.ts";
import type { Workspace } from "./workspace.ts";

/** How long a file rests after a keystroke before it is checked: keys that follow at once are checked together. */
const REST_MS = 20;

/** The workspace, and how the server tells it of the world. */
export interface Host {
  /** `open` gives the text of a file that the editor holds, saved or not. */
  workspace: (open: (path: string) => string | null) => Workspace;
  /** Files on disk have changed. */
  refresh: () => void;
  /** Another snapshot to take values from: a path, or null for the default. Resolves when it has been read, with a sentence where it could not be. */
  useSnapshot: (path: string | null) => Promise<string | null>;
  version: string;
}

export interface Streams {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
}

/** Speaks the Language Server Protocol until the client says `exit` or goes away, and then ends the process, as the protocol has it. */
export function serve(host: Host, { input, output }: Streams): Promise<never> {
  const connection = createConnection(ProposedFeatures.all, new StreamMessageReader(input), new StreamMessageWriter(output));
  const documents = new TextDocuments(TextDocument);
  const byPath = new Map<string, TextDocument>();
  const handlers = handlersOf(host.workspace((path) => byPath.get(path)?.getText() ?? null));
  const guard = guarded(connection);
  const waiting = new Map<string, NodeJS.Timeout>();
  const client = { configuration: false, watchedFiles: false };

  connection.onInitialize(({ capabilities }) => {
    client.configuration = capabilities.workspace?.configuration === true;
    client.watchedFiles = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    return {
      serverInfo: { name: "reeve", version: host.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        codeActionProvider: { codeActionKinds: ["quickfix"] },
      },
    };
  });

  connection.onInitialized(
    guard(undefined, async () => {
      if (client.configuration) await connection.client.register(DidChangeConfigurationNotification.type, { section: "reeve" });
      if (client.watchedFiles) await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: "**/*.{yaml,yml}" }] });
      await configure();
    }),
  );
  connection.onDidChangeConfiguration(guard(undefined, configure));
  connection.onDidChangeWatchedFiles(
    guard(undefined, () => {
      host.refresh();
      for (const document of documents.all()) schedule(document);
    }),
  );

  async function configure(): Promise<void> {
    const settings: unknown = client.configuration ? await connection.workspace.getConfiguration("reeve") : null;
    const snapshot = typeof settings === "object" && settings !== null && "snapshot" in settings ? settings.snapshot : null;
    const problem = await host.useSnapshot(typeof snapshot === "string" && snapshot !== "" ? snapshot : null);
    if (problem !== null) connection.window.showWarningMessage(`Reeve: ${problem}`);
  }

  documents.onDidOpen(({ document }) => {
    const path = pathOf(document.uri);
    if (path !== null) byPath.set(path, document);
    schedule(document);
  });
  documents.onDidChangeContent(({ document }) => schedule(document));
  documents.onDidClose(({ document }) => {
    const path = pathOf(document.uri);
    if (path !== null) byPath.delete(path);
    clearTimeout(waiting.get(document.uri));
    waiting.delete(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  function schedule(document: TextDocument): void {
    clearTimeout(waiting.get(document.uri));
    waiting.set(
      document.uri,
      setTimeout(() => {
        waiting.delete(document.uri);
        guard(undefined, () => publish(document))();
      }, REST_MS),
    );
  }

  function publish(document: TextDocument): void {
    const file = fileOf(document);
    if (file) void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: handlers.diagnostics(file) });
  }

  /** The file that a request speaks of, as it is now. */
  const opened = (uri: string): OpenFile | null => {
    const document = documents.get(uri);
    return document ? fileOf(document) : null;
  };

  connection.onCodeAction(
    guard([], ({ textDocument, range }: CodeActionParams): CodeAction[] => {
      const file = opened(textDocument.uri);
      return file ? handlers.fixes(file, range) : [];
    }),
  );

  documents.listen(connection);
  connection.listen();
  return new Promise<never>(() => {});
}

/** Path of a file on disk; null for what an editor keeps elsewhere (untitled:, git:, …). */
function pathOf(uri: string): string | null {
  if (!uri.startsWith("file:")) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}

export const uriOf = (path: string): string => pathToFileURL(path).href;

function fileOf(document: TextDocument): OpenFile | null {
  const path = pathOf(document.uri);
  return path === null ? null : { uri: document.uri, path, text: document.getText() };
}

/** A handler that fails is told to the client's log and gives nothing: the server stays up. */
const guarded =
  (connection: Connection) =>
  <T, A extends unknown[]>(nothing: T, handle: (...args: A) => T | Promise<T>) =>
  async (...args: A): Promise<T> => {
    try {
      return await handle(...args);
    } catch (error) {
      connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return nothing;
    }
  };

import { fileURLToPath, pathToFileURL } from "node:url";
import {
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type CodeLensParams,
  CodeLensRefreshRequest,
  type CompletionList,
  type CompletionParams,
  type Connection,
  createConnection,
  type DefinitionParams,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type ExecuteCommandParams,
  type Hover,
  type HoverParams,
  type Location,
  MessageType,
  ProposedFeatures,
  ShowMessageNotification,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Target } from "./definition.ts";
import { testPath } from "./file-kind.ts";
import { handlersOf, type OpenFile } from "./handlers.ts";
import { RUN_TESTS } from "./lens.ts";
import type { LspDiagnostic } from "./protocol.ts";
import { shown } from "./shown.ts";
import type { Workspace } from "./workspace.ts";

/** How long a file rests after a keystroke before it is checked: keys that follow at once are checked together. */
const REST_MS = 20;
/** And before it is worked out what its faults would have done on the sample. */
const EFFECTS_MS = 400;

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

/** Speaks the Language Server Protocol. Resolves when the client goes away without a word; when it says `exit` the process ends, as the protocol has it. */
export function serve(host: Host, { input, output }: Streams): Promise<void> {
  const connection = createConnection(ProposedFeatures.all, new StreamMessageReader(input), new StreamMessageWriter(output));
  const documents = new TextDocuments(TextDocument);
  const byPath = new Map<string, TextDocument>();
  const handlers = handlersOf(host.workspace((path) => byPath.get(path)?.getText() ?? null));
  const guard = guarded(connection);
  const waiting = new Map<string, NodeJS.Timeout>();
  const effectTimers = new Map<string, NodeJS.Timeout>();
  const failures = new Map<string, LspDiagnostic[]>();
  const client = { configuration: false, watchedFiles: false, lensRefresh: false };

  connection.onInitialize(({ capabilities }) => {
    client.configuration = capabilities.workspace?.configuration === true;
    client.lensRefresh = capabilities.workspace?.codeLens?.refreshSupport === true;
    client.watchedFiles = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    return {
      serverInfo: { name: "reeve", version: host.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        codeActionProvider: { codeActionKinds: ["quickfix"] },
        hoverProvider: true,
        completionProvider: { triggerCharacters: [".", "{", " "] },
        definitionProvider: true,
        codeLensProvider: {},
        executeCommandProvider: { commands: [RUN_TESTS] },
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

  /** A notification, for the library's own way asks the client for an answer, which not every client gives. */
  function show(type: MessageType, message: string): void {
    void connection.sendNotification(ShowMessageNotification.type, { type, message: shown(message) });
  }

  function sendDiagnostics(uri: string, diagnostics: Diagnostic[], version?: number): void {
    void connection.sendDiagnostics({ uri, diagnostics: shown(diagnostics), ...(version === undefined ? {} : { version }) });
  }

  async function configure(): Promise<void> {
    const settings: unknown = client.configuration ? await connection.workspace.getConfiguration("reeve") : null;
    const snapshot = typeof settings === "object" && settings !== null && "snapshot" in settings ? settings.snapshot : null;
    const problem = await host.useSnapshot(typeof snapshot === "string" && snapshot !== "" ? snapshot : null);
    if (problem !== null) show(MessageType.Warning, `Reeve: ${problem}`);
    if (client.lensRefresh) await connection.sendRequest(CodeLensRefreshRequest.type);
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
    for (const timers of [waiting, effectTimers]) {
      clearTimeout(timers.get(document.uri));
      timers.delete(document.uri);
    }
    sendDiagnostics(document.uri, []);
  });

  function schedule(document: TextDocument): void {
    const path = pathOf(document.uri);
    // What a run of tests said is of the text before.
    if (path !== null) for (const each of [path, testPath(path)]) forget(each);
    clearTimeout(waiting.get(document.uri));
    waiting.set(
      document.uri,
      setTimeout(() => {
        waiting.delete(document.uri);
        guard(undefined, () => publish(document))();
      }, REST_MS),
    );
  }

  function forget(path: string): void {
    if (!failures.delete(path) || byPath.has(path)) return;
    sendDiagnostics(uriOf(path), []);
  }

  function publish(document: TextDocument): void {
    const file = fileOf(document);
    if (!file) return;
    const { uri, version } = document;
    const send = (found: Diagnostic[]): void => sendDiagnostics(uri, [...found, ...(failures.get(file.path) ?? [])], version);
    send(handlers.diagnostics(file));
    clearTimeout(effectTimers.get(uri));
    effectTimers.set(
      uri,
      setTimeout(() => {
        effectTimers.delete(uri);
        guard(undefined, () => {
          const currentEffects = documents.get(uri)?.version === version ? handlers.effects(file) : null;
          if (currentEffects) send(currentEffects);
        })();
      }, EFFECTS_MS),
    );
  }

  /** The file that a request speaks of, as it is now. */
  const opened = (uri: string): OpenFile | null => {
    const document = documents.get(uri);
    return document ? fileOf(document) : null;
  };

  /** Answers a request about an open file. */
  const about = <P extends { textDocument: { uri: string } }, T>(nothing: T, answer: (file: OpenFile, params: P) => T): ((params: P) => Promise<T>) =>
    guard(nothing, (params: P) => {
      const file = opened(params.textDocument.uri);
      return file ? answer(file, params) : nothing;
    });
  connection.onCodeAction(about([] as CodeAction[], (file, { range }: CodeActionParams) => handlers.fixes(file, range)));
  connection.onHover(about(null as Hover | null, (file, { position }: HoverParams) => handlers.hover(file, position)));
  connection.onCompletion(
    about(null as CompletionList | null, (file, { position }: CompletionParams) => ({ isIncomplete: true, items: handlers.complete(file, position) })),
  );
  connection.onDefinition(about(null as Location | null, (file, { position }: DefinitionParams) => locationOf(handlers.definition(file, position))));
  connection.onCodeLens(about([] as CodeLens[], (file, _: CodeLensParams) => handlers.lenses(file)));
  connection.onExecuteCommand(
    guard(null as unknown, ({ command, arguments: [uri] = [] }: ExecuteCommandParams) => {
      const path = command === RUN_TESTS && typeof uri === "string" ? pathOf(uri) : null;
      return path === null ? null : test(path);
    }),
  );

  /** Runs tests, shows what failed in the test file and the result as a message. */
  function test(path: string): { passed: boolean; sentence: string } {
    const { passed, sentence, testPath, diagnostics } = handlers.runTests(path);
    const document = byPath.get(testPath);
    failures.set(testPath, diagnostics);
    if (document) publish(document);
    else sendDiagnostics(uriOf(testPath), diagnostics);
    show(passed ? MessageType.Info : MessageType.Warning, `Reeve: ${sentence}`);
    return { passed, sentence };
  }

  documents.listen(connection);
  connection.listen();
  return new Promise((resolve) => {
    input.once("end", resolve);
    input.once("close", resolve);
  });
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

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const locationOf = (target: Target | null): Location | null => target && { uri: uriOf(target.path), range: target.range ?? START };

const uriOf = (path: string): string => pathToFileURL(path).href;

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
      return shown(await handle(...args));
    } catch (error) {
      connection.console.error(shown(error instanceof Error ? (error.stack ?? error.message) : String(error)));
      return nothing;
    }
  };

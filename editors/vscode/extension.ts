import { existsSync } from "node:fs";
import { join } from "node:path";
import { commands, type ExtensionContext, window, workspace } from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

let client: LanguageClient | null = null;

/** VS Code calls this in trusted workspaces alone: what is started is a program of the workspace. */
export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand("reeve.restart", async () => {
      await stop();
      await start();
    }),
    commands.registerCommand("reeve.testFile", async () => {
      const uri = window.activeTextEditor?.document.uri.toString();
      if (uri !== undefined) await commands.executeCommand("reeve.runTests", uri);
    }),
    workspace.onDidChangeConfiguration(async (event) => {
      if (!event.affectsConfiguration("reeve.path")) return;
      await stop();
      await start();
    }),
  );
  await start();
}

export const deactivate = (): Promise<void> => stop();

async function start(): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  const command = programOf(folder);
  // A .cmd file of npm on Windows needs a shell; its path is quoted, and its arguments are ours alone.
  const shell = process.platform === "win32";
  const server: ServerOptions = {
    command: shell ? `"${command}"` : command,
    args: ["lsp", "--stdio"],
    options: { ...(folder === undefined ? {} : { cwd: folder }), shell },
  };
  const options: LanguageClientOptions = {
    documentSelector: [{ scheme: "file", language: "yaml" }],
    outputChannelName: "Reeve",
  };
  client = new LanguageClient("reeve", "Reeve", server, options);
  try {
    await client.start();
  } catch (error) {
    client = null;
    const choice = await window.showErrorMessage(
      `Reeve could not be started (${command}): ${error instanceof Error ? error.message : String(error)}. Install it: npm install --save-dev @reeve-rules/reeve`,
      "Settings",
    );
    if (choice === "Settings") await commands.executeCommand("workbench.action.openSettings", "reeve.path");
  }
}

async function stop(): Promise<void> {
  const running = client;
  client = null;
  await running?.stop();
}

/** The setting, the workspace's own, or the one on the PATH. */
function programOf(folder: string | undefined): string {
  const set = workspace.getConfiguration("reeve").get<string>("path", "");
  if (set !== "") return set;
  const name = process.platform === "win32" ? "reeve.cmd" : "reeve";
  const own = folder === undefined ? null : join(folder, "node_modules", ".bin", name);
  return own !== null && existsSync(own) ? own : name;
}

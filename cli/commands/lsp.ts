import { serve } from "../../editor/index.ts";
import { visible } from "../../reporters/index.ts";
import type { LspFlags } from "../flags.ts";
import { hostOf } from "../lsp/host.ts";

/** How long work under way may take once the editor has gone. */
const LEFT_MS = 500;

/** Serves editors over stdin and stdout until they go. Nothing else may be written to stdout; an error is told on stderr, which editors log. */
export async function lsp(flags: LspFlags): Promise<number> {
  const { snapshot } = lspInput(flags);
  const print = (error: unknown): void => void process.stderr.write(`reeve lsp: ${visible(error instanceof Error ? error.message : String(error))}\n`);
  process.on("unhandledRejection", print);
  if (process.stdin.isTTY)
    process.stderr.write("reeve lsp waits for an editor to speak to it over stdin; docs/editors.md tells how to set one up. Ctrl-C ends it.\n");
  await serve(hostOf(snapshot), { input: process.stdin, output: process.stdout });
  // Of the editor nothing is left; a timer of the library still watches for its process.
  setTimeout(() => process.exit(0), LEFT_MS).unref();
  return 0;
}

const lspInput = ({ snapshot }: LspFlags): { snapshot: string | null } => ({ snapshot: snapshot ?? null });

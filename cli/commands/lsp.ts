import { serve } from "../../editor/index.ts";
import { hostOf } from "../lsp/host.ts";

/** Serves editors over stdin and stdout until they go. Nothing else may be written to stdout. */
export async function lsp(flags: { snapshot?: string }): Promise<number> {
  return serve(hostOf(flags.snapshot ?? null), { input: process.stdin, output: process.stdout });
}

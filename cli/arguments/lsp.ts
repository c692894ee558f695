import type { LspFlags } from "../flags.ts";
import { type Declare, examples } from "./shared.ts";

export const lspArguments: Declare = (program, io, run) => {
  const lsp = program
    .command("lsp")
    .description("serve editors: diagnostics, completion, values and counts beside rules (Language Server Protocol)")
    .option("--stdio", "speak over stdin and stdout (the only way, and the default)")
    .option("--snapshot <file>", "take values and counts from this saved account (default: the bundled sample)")
    .action(run(async (flags: LspFlags) => (await import("../commands/lsp.ts")).lsp(flags)));
  examples(lsp, io, [
    ["reeve lsp --stdio", "started by the editor; docs/editors.md says how"],
    ["reeve lsp --snapshot acme.json.gz", "with the values of your own account"],
  ]);
};

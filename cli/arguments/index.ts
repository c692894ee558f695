import { checkArguments } from "./check.ts";
import { collectArguments } from "./collect.ts";
import { commentArguments } from "./comment.ts";
import { demoArguments } from "./demo.ts";
import { evalArguments } from "./eval.ts";
import { explainArguments } from "./explain.ts";
import { gateArguments } from "./gate.ts";
import { initArguments } from "./init.ts";
import { lspArguments } from "./lsp.ts";
import { permissionsArguments } from "./permissions.ts";
import { remediateArguments } from "./remediate.ts";
import { replArguments } from "./repl.ts";
import { rulesArguments } from "./rules.ts";
import type { Declare } from "./shared.ts";

/** Every command, in the order of the help. */
export const COMMANDS: readonly Declare[] = [
  collectArguments,
  checkArguments,
  gateArguments,
  rulesArguments,
  commentArguments,
  explainArguments,
  evalArguments,
  replArguments,
  remediateArguments,
  permissionsArguments,
  initArguments,
  lspArguments,
  demoArguments,
];

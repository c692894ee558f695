import { accessArguments } from "./access.ts";
import { baselineArguments } from "./baseline.ts";
import { checkArguments } from "./check.ts";
import { collectArguments } from "./collect.ts";
import { commentArguments } from "./comment.ts";
import { demoArguments } from "./demo.ts";
import { diffArguments } from "./diff.ts";
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
import { waiversArguments } from "./waivers.ts";

/** Every command, in the order of the help. */
export const COMMANDS: readonly Declare[] = [
  collectArguments,
  checkArguments,
  gateArguments,
  diffArguments,
  waiversArguments,
  baselineArguments,
  rulesArguments,
  commentArguments,
  explainArguments,
  evalArguments,
  replArguments,
  remediateArguments,
  accessArguments,
  permissionsArguments,
  initArguments,
  lspArguments,
  demoArguments,
];

import { addressBlock } from "../../../document/index.ts";
import type { CompiledPattern } from "./regex.ts";

/** Whether an address lies in a block, as a compiled pattern. */
export const compileCidr = (pattern: string): CompiledPattern => addressBlock(pattern);

import { readReason } from "./reason.ts";

/** What the surroundings refused, and what to do. Both are sentences. */
export interface SystemProblem {
  sentence: string;
  nextStep: string;
}

/** What Node.js says where more is to be held than it can: a text, a buffer, a list or a map. */
const TOO_MUCH = /^(ERR_STRING_TOO_LONG|ERR_FS_FILE_TOO_LARGE|ERR_BUFFER_TOO_LARGE|ENOMEM)$/;
const TOO_MUCH_TEXT = /^(Invalid string length|Invalid array length|Array buffer allocation failed|Map maximum size exceeded|Set maximum size exceeded)/;

/** Of an error that nothing caught: null where it is a defect of the program, and no refusal of the system that it runs on. */
export function systemProblem(error: unknown): SystemProblem | null {
  if (!(error instanceof Error)) return null;
  const { code = "", syscall, path } = error as NodeJS.ErrnoException;
  if (TOO_MUCH.test(code) || (error instanceof RangeError && TOO_MUCH_TEXT.test(error.message)))
    return { sentence: "there is more of it than one process can hold.", nextStep: "Give fewer or smaller files at once." };
  if (typeof syscall !== "string") return null;
  if (syscall === "uv_cwd" || syscall === "getcwd")
    return { sentence: "the working folder is not there any more, or may not be entered.", nextStep: "Change to another folder (cd) and run it again." };
  const { why, next } = readReason(error);
  return { sentence: `${path ?? syscall}: ${why}.`, nextStep: next || "Mend that and run it again." };
}

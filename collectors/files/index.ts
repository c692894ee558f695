/**
 * Files. Reading: what a path or a stream holds, as text or JSON, or one sentence that says what to do. Writing: the one place where the product does.
 * They have an index of their own beside that of the collectors, because commands that call no AWS start faster without the rest.
 */
export { type AuthoredFiles, authoredFiles, withoutHolders } from "./authored-files.ts";
export { boundaryOf, isWithin } from "./boundary.ts";
export { headOf, isDescriptor, specialKind } from "./bytes.ts";
export { compressionReason, stillPacked } from "./compression.ts";
export { withoutMark } from "./encoding.ts";
export { withLock } from "./file-lock.ts";
export { type FolderEntry, folderEntries } from "./folder-entries.ts";
export { followLinks } from "./follow-links.ts";
export { FILE_LIMITS } from "./limits.ts";
export { isStdout, outputIdentity } from "./output-target.ts";
export { foreignReason } from "./own-folder.ts";
export { readOwnTable } from "./own-table.ts";
export { sizeText } from "./problem.ts";
export {
  type InputOptions,
  jsonOfText,
  readJson,
  readText,
  type TextOptions,
  textOfBytes,
} from "./read.ts";
export { readReason } from "./reason.ts";
export { seal, unseal } from "./sealed-cache.ts";
export { answeringSignals, setSignalHandler } from "./signals.ts";
export { STDIN, takeStdin } from "./stdin.ts";
export { openFile, plainBytes } from "./stream.ts";
export { systemProblem } from "./system-problem.ts";
export { type Made, updateOutput } from "./update-output.ts";
export { outputProblem, type WriteOptions, writeOutput } from "./write-output.ts";
export { copyPrivately, makeFolders, writeNew, writePrivately } from "./write-own.ts";

/** Fields of a document that follow from others. */
export type { Stated } from "./content.ts";
export { derive } from "./derive.ts";
export { deriveFor, withDerivedFields } from "./for-rules.ts";

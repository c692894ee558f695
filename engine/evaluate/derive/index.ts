/** Fields of a document that follow from others. */
export type { Stated } from "./content.ts";
export { derive } from "./derive.ts";
export { deriveFor } from "./for-rules.ts";

/** The one file that imports the yaml package. */
import { parseDocument } from "yaml";

export { isAlias, isMap, isNode, isPair, isScalar, isSeq, type Node, type Pair, Scalar, visit, type YAMLError, type YAMLMap, type YAMLSeq } from "yaml";

/** One document as YAML 1.2 means it, errors and warnings listed, nothing merged, duplicate keys kept. Null for what is nested beyond the stack. */
export function parseNodes(text: string) {
  try {
    return parseDocument(text, { prettyErrors: false, uniqueKeys: false, strict: true, version: "1.2", schema: "core", merge: false, logLevel: "error" });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

export type YamlDocument = NonNullable<ReturnType<typeof parseNodes>>;

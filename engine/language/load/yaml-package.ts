/** The one file that imports the yaml package. */
import * as yaml from "yaml";

export { type Node, type Pair, Scalar, visit, type YAMLError, type YAMLMap, type YAMLSeq } from "yaml";

// From sources the package is CommonJS: every use of a name that is imported from it calls two getters. These are used for every node.
export const isAlias: typeof yaml.isAlias = yaml.isAlias;
export const isMap: typeof yaml.isMap = yaml.isMap;
export const isNode: typeof yaml.isNode = yaml.isNode;
export const isPair: typeof yaml.isPair = yaml.isPair;
export const isScalar: typeof yaml.isScalar = yaml.isScalar;
export const isSeq: typeof yaml.isSeq = yaml.isSeq;

/** One document as YAML 1.2 means it, errors and warnings listed, nothing merged, duplicate keys kept. Null for what is nested beyond the stack. */
export function parseNodes(text: string) {
  try {
    return yaml.parseDocument(text, {
      prettyErrors: false,
      uniqueKeys: false,
      strict: true,
      version: "1.2",
      schema: "core",
      merge: false,
      logLevel: "error",
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

export type YamlDocument = NonNullable<ReturnType<typeof parseNodes>>;

/** A schema with a line for each member and each definition: small, and a change shows where it is. */
export function byDefinition({ definitions, ...schema }: Record<string, unknown>): string {
  const lines = (node: object, indent: string): string =>
    Object.entries(node)
      .map(([key, value]) => `${indent}${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(",\n");
  return `{\n${lines(schema, " ")},\n "definitions": {\n${lines(definitions as object, "  ")}\n }\n}\n`;
}

/** The line, from 1, on which each statement of a policy's JSON text begins; fewer than there are where the text is not as expected. */
export function statementLines(text: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let key = "";
  let isInList = false;
  for (const { 0: token } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]|\n/gs)) {
    if (token === "\n") line += 1;
    else if (token.startsWith('"')) {
      if (depth === 1) key = token;
    } else if (token === "{" || token === "[") {
      const isOne = depth === 1 && key === '"Statement"' && token === "{";
      if (depth === 1) isInList = key === '"Statement"' && token === "[";
      if (isOne || (isInList && depth === 2 && token === "{")) lines.push(line);
      depth += 1;
    } else depth -= 1;
  }
  return lines;
}

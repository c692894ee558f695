/** The simple commands of a line of shell: split at pipes, `&&`, `||` and `;`, without comments, redirections and leading assignments. */
export function simpleCommands(line: string): string[][] {
  const found: string[][] = [[]];
  let word: string | null = null;
  const put = (text: string): void => {
    word = (word ?? "") + text;
  };
  const endWord = (): void => {
    if (word !== null) found.at(-1)?.push(word);
    word = null;
  };
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at] ?? "";
    if (sign === "'" || sign === '"') {
      const end = line.indexOf(sign, at + 1);
      if (end < 0) throw new Error(`a quote is never closed: ${line}`);
      put(line.slice(at + 1, end));
      at = end;
    } else if (sign === "\\" && line[at + 1] === "\n") at += 1;
    else if (/\s/.test(sign)) endWord();
    else if (sign === "#" && word === null) break;
    else if (/[|;&]/.test(sign)) {
      endWord();
      if (line[at + 1] === sign) at += 1;
      found.push([]);
    } else put(sign);
  }
  endWord();
  return found.map(plain).filter((words) => words.length > 0);
}

/** Without `NAME=value` before, and without `> file`, `>file`, `2>file`, `2>&1`, `< file`. */
function plain(words: string[]): string[] {
  const start = words.findIndex((word) => !/^[A-Z_][A-Z0-9_]*=/.test(word));
  const kept: string[] = [];
  for (let at = Math.max(start, 0); at < words.length; at += 1) {
    const redirection = /^\d?(>>?|<)(.*)$/.exec(words[at] ?? "");
    if (!redirection) kept.push(words[at] ?? "");
    else if (redirection[2] === "") at += 1;
  }
  return start < 0 ? [] : kept;
}

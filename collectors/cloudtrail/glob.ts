/** Whether a path step is a pattern. */
export const isPattern = (step: string): boolean => /[*?[{]/.test(step);

/**
 * One step of a path pattern as a regular expression: `*` any run of characters, `?` any one, `[a-z]` one of, `[!a]` none of, `{a,b}` either.
 * A step `**` (any number of folders) is the caller's to treat.
 */
export function stepPattern(step: string): RegExp {
  let source = "";
  let inBraces = false;
  for (let index = 0; index < step.length; index++) {
    const character = step[index] ?? "";
    const close = character === "[" ? step.indexOf("]", index + 2) : -1;
    if (character === "*") source += "[^/]*";
    else if (character === "?") source += "[^/]";
    else if (close > 0) {
      const inside = step
        .slice(index + 1, close)
        .replace(/^!/, "^")
        .replace(/[\\\]]/g, "\\$&");
      source += `[${inside}]`;
      index = close;
    } else if (character === "{" && !inBraces && step.indexOf("}", index) > 0) {
      source += "(?:";
      inBraces = true;
    } else if (character === "}" && inBraces) {
      source += ")";
      inBraces = false;
    } else if (character === "," && inBraces) source += "|";
    else source += character.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  }
  try {
    return new RegExp(`^${source}$`);
  } catch {
    // An upside-down range such as [z-a]: taken as written.
    return new RegExp(`^${step.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`);
  }
}

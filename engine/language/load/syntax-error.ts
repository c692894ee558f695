import type { Range } from "../diagnostic.ts";
import { oddCharacters, withoutOdd } from "./odd-characters.ts";
import { oddMessage } from "./odd-report.ts";
import { brokenQuote } from "./quotes.ts";
import type { Report } from "./report.ts";
import { type Explained, rangeAt, SLIPS, type Unread } from "./syntax-slips.ts";
import type { YAMLError } from "./yaml-package.ts";

/** Says what an author did, where the parser says what it met: the first explanation that fits, at the place of the cause. */
export function syntaxError(error: YAMLError, text: string, place: Unread["place"], report: Report): null {
  const lines = text.split("\n");
  const line = place(error.pos[0], error.pos[0]).line - 1;
  const unread: Unread = { text, error, lines, line, place };
  for (const explain of EXPLANATIONS) {
    const found = explain(unread);
    if (found) return report.error(found.code, found.at, found.message, found.correction);
  }
  const { message, at } = plainError(unread);
  return report.error("RV001", at, message);
}

/** A line's own text: without a carriage return, quotes and comments blanked. */
const structureOf = (line: string): string =>
  line
    .replace(/\r$/, " ")
    .replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, (quoted) => `"${"x".repeat(Math.max(0, quoted.length - 2))}"`)
    .replace(/(^|\s)#.*$/, (comment) => " ".repeat(comment.length));

/** Keys that YAML takes for the head of a folded text, an alias or a directive: `>: [a, b]`, `{ *: [a, b] }`. */
const SIGN_KEY = /^(\s*(?:-\s+)?|[^"']*?[{,]\s*)(>=?|[*%])\s*:/;
const SIGN_WORDS: Record<string, string> = { "*": "an alias", "%": "a directive" };

function signKey({ lines, line }: Unread): Explained | null {
  const [, lead = "", operator = ""] = SIGN_KEY.exec((lines[line] ?? "").slice(0, 200)) ?? [];
  if (operator === "") return null;
  return {
    code: "RV001",
    at: rangeAt(line, lead.length, lead.length + operator.length),
    message: `YAML reads \`${operator}\` as ${SIGN_WORDS[operator] ?? "the head of a folded text"}. Quote it: "${operator}".`,
    correction: { certain: `"${operator}"` },
  };
}

function template({ lines, line }: Unread): Explained | null {
  const written = /^(\s*(?:-\s+)?(?:[\w.-]+:\s+)?)(\{\{.*?)\s*(?:\s#.*)?$/.exec(lines[line] ?? "");
  const [, lead = "", value] = written ?? [];
  if (value === undefined) return null;
  return {
    code: "RV006",
    at: rangeAt(line, lead.length, lead.length + value.length),
    message: "YAML reads {{…}} at the start of a value as a map. Quote the whole value.",
    correction: { certain: JSON.stringify(value) },
  };
}

/** Lines before the place where the parser gives up that may hold the cause. */
const LINES_BACK = 2;

function nearLines({ line }: Unread): number[] {
  return Array.from({ length: LINES_BACK + 1 }, (_, back) => line - back).filter((at) => at >= 0);
}

function oddCharacter(unread: Unread): Explained | null {
  for (const line of nearLines(unread)) {
    const written = (unread.lines[line] ?? "").replace(/\r$/, "");
    const odd = oddCharacters(written).filter(({ index }) => structureOf(written)[index] === written[index]);
    if (odd.length === 0) continue;
    const from = odd[0]?.index === 0 ? 0 : written.length - written.trimStart().length;
    const shifted = odd.map((one) => ({ ...one, index: one.index - from }));
    const at = rangeAt(line, from, written.length);
    return { code: "RV009", at, message: oddMessage(shifted, at), correction: { certain: withoutOdd(written.slice(from), shifted) } };
  }
  return null;
}

function tab({ error, lines, line }: Unread): Explained | null {
  const written = lines[line] ?? "";
  const [indent = ""] = /^[ \t]*/.exec(written) ?? [];
  if (error.code !== "TAB_AS_INDENT" || !indent.includes("\t")) return null;
  return {
    code: "RV001",
    at: rangeAt(line, 0, written.trimEnd().length),
    message: "A tab indents this line, and YAML takes spaces only. Write two spaces for each tab.",
    correction: indent.replaceAll("\t", "  ") + written.trim(),
  };
}

export const SPACE_AFTER_COLON = "A space is missing after the colon.";

const KEY = String.raw`"[^"]*"|'[^']*'|[\w.$-]+`;
const NO_BLANK = new RegExp(String.raw`^(\s*(?:-\s+)*)(${KEY})( *):(?!//)([^\s:].*?)\s*$`);
const NO_BLANK_DASH = /^(\s*(?:-\s+)*)-((?:[\w.$-]+|"[^"]*")\s*:(?:\s.*)?)$/;

function missingBlank(unread: Unread): Explained | null {
  for (const line of nearLines(unread)) {
    const written = (unread.lines[line] ?? "").replace(/\r$/, "");
    const [, lead = "", key = "", blank = "", value] = NO_BLANK.exec(written) ?? [];
    if (value !== undefined) {
      const message = `${SPACE_AFTER_COLON.slice(0, -1)} in column ${lead.length + key.length + blank.length + 1}.`;
      return { code: "RV001", at: rangeAt(line, lead.length, written.trimEnd().length), message, correction: { certain: `${key}: ${value}` } };
    }
    const [, before = "", item] = NO_BLANK_DASH.exec(written) ?? [];
    if (item === undefined || /^\d/.test(item)) continue;
    const message = `A space is missing after the dash in column ${before.length + 1}.`;
    return { code: "RV001", at: rangeAt(line, before.length, written.trimEnd().length), message, correction: { certain: `- ${item.trimEnd()}` } };
  }
  return null;
}

function quote({ text, place }: Unread): Explained | null {
  const broken = brokenQuote(text);
  if (!broken) return null;
  const { from, to, sameLine } = broken;
  const sign = text[from] ?? '"';
  if (!sameLine || to === null) {
    const open = place(from, from + 1);
    const end = to === null ? "and never closes" : `and closes only in line ${place(to - 1, to).line}`;
    return {
      code: "RV001",
      at: open,
      message: `The quote ${sign} opens in line ${open.line}, column ${open.column}, ${end}. Close it at the end of its text.`,
    };
  }
  const lineEnd = text.indexOf("\n", from);
  const whole = text.slice(from, lineEnd < 0 ? undefined : lineEnd).trimEnd();
  const at = place(from, from + whole.length);
  const column = place(to - 1, to).column;
  const inner = whole.endsWith(sign) ? whole.slice(1, -1) : whole.slice(1);
  if (!whole.endsWith(sign) && !inner.includes("\\") && !/[{}[\],#]\s*$/.test(whole)) {
    const message = `The text that opens with ${sign} in column ${at.column} ends in column ${column}, and more follows. Put the closing ${sign} behind the whole text.`;
    const text = whole.slice(1, to - from - 1) + whole.slice(to - from);
    return { code: "RV001", at, message, correction: JSON.stringify(text) };
  }
  const way = sign === '"' ? 'Write \\" for a quote within the text' : "Write '' for an apostrophe within the text";
  const message = `The text that opens with ${sign} in column ${at.column} ends at the next ${sign}, in column ${column}, and more follows. ${way}.`;
  const isPlain = !/[{}[\],#\\]/.test(inner) || /^[^{[]*$/.test(text.slice(text.lastIndexOf("\n", from) + 1, from));
  return { code: "RV001", at, message, correction: isPlain && !inner.includes("\\") ? JSON.stringify(inner) : undefined };
}

const CONDITION_KEY = /^(\s*(?:-\s+)?(?:require|match|applies|unless|when|not|where|any|every|none):\s+)([^\s{["'#][^#]*?:(?:\s[^#]*)?)\s*(?:#.*)?$/;

function conditionInLine({ lines, line }: Unread): Explained | null {
  const [, lead = "", condition] = CONDITION_KEY.exec((lines[line] ?? "").replace(/\r$/, "")) ?? [];
  if (condition === undefined) return null;
  const key = lead.trim().replace(/^-\s+/, "").replace(/:$/, "");
  return {
    code: "RV001",
    at: rangeAt(line, lead.length, lead.length + condition.length),
    message: `A condition stands in the line of \`${key}:\`. Put it on the next line and indent it by two spaces, or put it in braces.`,
    correction: `{ ${condition.trimEnd()} }`,
  };
}

const TEXT_WITH_COLON = /^(\s*(?:-\s+)?[\w.-]+:\s+)([^\s{["'|>&*!%@`#][^#]*:\s[^#]*?)\s*(?:#.*)?$/;

function colonInText({ error, lines, line }: Unread): Explained | null {
  if (error.code !== "BLOCK_AS_IMPLICIT_KEY") return null;
  const [, lead = "", value] = TEXT_WITH_COLON.exec((lines[line] ?? "").replace(/\r$/, "")) ?? [];
  if (value === undefined) return null;
  const message = "A colon with a space behind it stands within unquoted text. Quote the text.";
  return { code: "RV001", at: rangeAt(line, lead.length, lead.length + value.length), message, correction: JSON.stringify(value) };
}

const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;
const isBlank = (line: string): boolean => /^\s*(?:#.*)?$/.test(line);

/** A line whose indentation fits no line above it. */
function indentation({ error, lines, line }: Unread): Explained | null {
  const astray = error.code === "BAD_INDENT" ? line : error.code === "BLOCK_AS_IMPLICIT_KEY" ? lines.findIndex((each, at) => at > line && !isBlank(each)) : -1;
  const written = lines[astray] ?? "";
  const above = lines.findLastIndex((each, at) => at < astray && !isBlank(each));
  if (astray < 0 || above < 0 || !/^ *(?:- +)?[^\s:]+ *:(?:\s|$)/.test(written)) return null;
  const wanted = indentOf(lines[above] ?? "");
  const has = indentOf(written);
  if (has === wanted) return null;
  return {
    code: "RV001",
    at: rangeAt(astray, 0, written.trimEnd().length),
    message: `This line is indented by ${has} and the line above by ${wanted}. What belongs to one map or list begins in one column.`,
    correction: has === 0 ? undefined : " ".repeat(wanted) + written.trim(),
  };
}

function withoutColon({ error, lines, line }: Unread): Explained | null {
  if (error.code !== "MISSING_CHAR" || !/implicit map keys? need/i.test(error.message)) return null;
  const written = (lines[line] ?? "").replace(/\r$/, "").trimEnd();
  const from = written.length - written.trimStart().length;
  const [, key, value] = /^([\w.$-]+)\s+(\S.*)$/.exec(written.trimStart()) ?? [];
  const isPath = key?.includes(".") ?? false;
  return {
    code: "RV001",
    at: rangeAt(line, from, written.length),
    message: "This line is no key with a value: a colon is missing. If it is the value of the key above, indent it.",
    correction: isPath && value !== undefined ? `${key}: ${value}` : undefined,
  };
}

function reserved({ error, lines, line, place }: Unread): Explained | null {
  if (error.code !== "BAD_SCALAR_START") return null;
  const at = place(error.pos[0], error.pos[0]);
  const rest = (lines[line] ?? "").slice(at.column - 1);
  const [, text = ""] = /^(.[^,\]}#\s]*)/.exec(rest) ?? [];
  return {
    code: "RV001",
    at: rangeAt(line, at.column - 1, at.column - 1 + text.length),
    message: `Unquoted text cannot begin with ${text.charAt(0)}. Quote it.`,
    correction: JSON.stringify(text.startsWith("`") && text.endsWith("`") ? text.slice(1, -1) : text),
  };
}

const PAIRS: Readonly<Record<string, string>> = { "}": "{", "]": "[" };

/** A bracket that does not close, or closes nothing. */
function bracket({ lines, line, error }: Unread): Explained | null {
  if (!/flow|Flow|\[|\]|\{|\}/.test(error.message)) return null;
  const open: { sign: string; line: number; column: number }[] = [];
  for (const [at, written] of lines.entries()) {
    if (at > line) break;
    const structure = structureOf(written);
    for (let column = 0; column < structure.length; column += 1) {
      const sign = structure[column] ?? "";
      if ((sign === "{" || sign === "[") && (open.length > 0 || /(?:[:-]\s+|^\s*)$/.test(structure.slice(0, column)))) open.push({ sign, line: at, column });
      else if (PAIRS[sign] !== undefined) {
        const last = open.pop();
        const here = rangeAt(at, column, column + 1);
        if (!last && at === line)
          return { code: "RV001", at: here, message: `This ${sign} closes nothing: delete it, or write the ${PAIRS[sign]} that it belongs to.` };
        if (last && last.sign !== PAIRS[sign]) return unclosed(last);
      }
    }
  }
  const last = open.at(-1);
  return last ? unclosed(last) : null;
}

const unclosed = ({ sign, line, column }: { sign: string; line: number; column: number }): Explained => ({
  code: "RV001",
  at: rangeAt(line, column, column + 1),
  message: `The ${sign} that opens in line ${line + 1}, column ${column + 1} is not closed. Write ${sign === "{" ? "}" : "]"} at the end of what belongs to it.`,
});

function secondDocument({ error, place }: Unread): Explained | null {
  if (error.code !== "MULTIPLE_DOCS") return null;
  const [start, end] = error.pos;
  return { code: "RV001", at: place(start, Math.max(end, start + 1)), message: "A second document begins here: a file holds one." };
}

const EXPLANATIONS: readonly ((unread: Unread) => Explained | null)[] = [
  secondDocument,
  signKey,
  template,
  oddCharacter,
  tab,
  quote,
  missingBlank,
  ...SLIPS,
  conditionInLine,
  colonInText,
  reserved,
  bracket,
  indentation,
  withoutColon,
];

/** What the parser met, in words of what an author sees; its own words are about how it works. */
const PLAIN: Readonly<Partial<Record<YAMLError["code"], string>>> = {
  BAD_INDENT: "This line is indented unlike the lines that it belongs to. What belongs to one map or list begins in one column.",
  BAD_SCALAR_START: "Unquoted text cannot begin so. Quote the text.",
  BLOCK_AS_IMPLICIT_KEY: "A map or a list begins where a key stands already: look at the indentation of this line and the next. Quote text that holds a colon.",
  BLOCK_IN_FLOW:
    "Within braces and brackets a value is quoted text, { … } or [ … ]: what takes lines of its own cannot stand there. Quote text that holds a colon.",
  MULTILINE_IMPLICIT_KEY: "A key and its colon stand in one line, and this one has none: a colon or a quote is missing.",
  UNEXPECTED_TOKEN: "More follows where the value has ended. Quote the whole value, or put what follows on a line of its own.",
};

function plainError({ error, place }: Unread): { message: string; at: Range } {
  const [start, end] = error.pos;
  return { message: PLAIN[error.code] ?? `${error.message.replace(/\.$/, "")}.`, at: place(start, Math.max(end, start + 1)) };
}

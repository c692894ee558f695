import ts from "typescript";
import { parseAllDocuments, visit } from "yaml";

/** A piece of a file that people read, and where it begins there: the offset of its first character. */
export interface Prose {
  text: string;
  at: number;
}

/** What people read of a file, by the kind of file: identifiers and code are left out. Empty for other kinds. */
export function proseOf(file: string, text: string): Prose[] {
  if (/\.(?:ts|mjs)$/.test(file)) return ofTypeScript(file, text);
  if (file.endsWith(".md")) return ofMarkdown(text);
  if (file.endsWith(".schema.json")) return ofYaml(text, new Set(["title", "description", "$comment"]));
  if (/\.ya?ml$/.test(file)) return ofYaml(text, null);
  return [];
}

/** String literals of more than one word, for a single word is a code, and comments. */
function ofTypeScript(file: string, text: string): Prose[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Prose[] = [];
  // By UTF-16 unit, as positions count.
  const code = text.split("");
  const walk = (node: ts.Node): void => {
    const isText = ts.isStringLiteralLike(node) || node.kind === ts.SyntaxKind.TemplateHead || ts.isTemplateMiddleOrTemplateTail(node);
    if (isText || ts.isRegularExpressionLiteral(node)) {
      const at = node.getStart(source);
      code.fill(" ", at, node.end);
      if (isText && /\S\s+\S/.test(text.slice(at, node.end))) found.push({ text: text.slice(at, node.end), at });
    }
    ts.forEachChild(node, walk);
  };
  walk(source);
  // What literals hold is blank in `code`, so that what looks like a comment is one.
  for (const match of code.join("").matchAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g)) found.push({ text: match[0], at: match.index });
  return found.map(withoutCode);
}

/** All but fenced blocks, which hold commands, code and output. */
function ofMarkdown(text: string): Prose[] {
  const blank = (part: string): string => part.replace(/[^\n]/g, " ");
  return [withoutCode({ text: text.replace(/^ *(`{3,})[\s\S]*?^ *\1 *$/gm, blank), at: 0 })];
}

/** Strings of more than one word, of these keys or of all; and comments. */
function ofYaml(text: string, keys: ReadonlySet<string> | null): Prose[] {
  const found: Prose[] = [];
  for (const document of parseAllDocuments(text)) {
    visit(document, {
      Scalar(position, node, path) {
        const pair = path.at(-1);
        const key = pair && "key" in pair ? String(pair.key) : "";
        if (position === "key" || typeof node.value !== "string" || !node.range || !/\S\s+\S/.test(node.value)) return;
        if (keys === null || keys.has(key)) found.push({ text: text.slice(node.range[0], node.range[1]), at: node.range[0] });
      },
    });
  }
  if (keys === null) for (const match of text.matchAll(/^ *#[^\n]*/gm)) found.push({ text: match[0], at: match.index });
  return found.map(withoutCode);
}

/** Code between backticks is not prose; it is made blank, so that offsets stay. */
const withoutCode = ({ text, at }: Prose): Prose => ({ text: text.replace(/(?<!^)`[^`\n]*`/g, (code) => " ".repeat(code.length)), at });

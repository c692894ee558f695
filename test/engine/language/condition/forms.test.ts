import { readFileSync } from "node:fs";
import { relative } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { MATCHER_NAMES } from "../../../../engine/language/matchers/registry.ts";

const AST = "engine/language/condition/ast.ts";
const FOLD = "engine/language/condition/fold.ts";
const ROOMS = /^(schemas|document|collectors|engine|reporters|editor|cli|scripts)\//;

/** Functions outside fold.ts that look at the form of a condition or a test, each with its reason. */
const KNOWN: Record<string, string> = {
  "engine/author/coverage/clauses.ts guardsOf": "of the two junctions only `and` has guards",
  "engine/author/mutation/families/operator.ts junction": "exchanges `and` and `or`",
};

/** Files outside engine/language/matchers that name single matchers, each with its reason. */
const NAMING: Record<string, string> = {
  "cli/change-text.ts": "words for values that would do, which are fewer than matchers",
  "engine/author/smallest-change/search.ts": "a list would have to contain a value: the name of a change",
  "engine/decide/existing-changed.ts": "quantifiers that hold of a list where they hold of each part of it",
  "engine/language/lint/lints/events.ts": "how a pattern of names is said in the message",
  "engine/language/lint/lints/patterns.ts": "RV096 writes the simpler matcher",
  "engine/language/load/json-logic.ts": "`in` and `!==` of JsonLogic, and iterations",
};
/** Matcher names that mean nothing else elsewhere. (`glob` is a language of patterns as well.) */
const TELLING = ["isNot", "notIn", "lte", "gte", "contains", "notGlob", "olderThan", "newerThan", "every"];

describe("forms of conditions and tests", () => {
  let places: string[] = [];
  let read = 0;
  beforeAll(() => {
    const program = programOf();
    const sources = program.getSourceFiles().filter((source) => ROOMS.test(nameOf(source)));
    read = sources.length;
    places = sources.flatMap((source) => placesIn(source, program.getTypeChecker()));
  }, 120_000);

  it("are told apart in fold.ts and in no function that is not listed with its reason", () => {
    expect(read).toBeGreaterThan(700);
    const elsewhere = places.filter((place) => !place.startsWith(`${FOLD} `));
    expect([...new Set(elsewhere)].sort()).toEqual(Object.keys(KNOWN).sort());
  });

  it("are told apart in fold.ts, where the scan finds it", () => {
    expect(places).toContain(`${FOLD} foldCondition`);
    expect(places).toContain(`${FOLD} foldTest`);
  });
});

describe("names of matchers", () => {
  it("stand in their descriptors, and in no file that is not listed with its reason", () => {
    expect(TELLING.filter((name) => !MATCHER_NAMES.includes(name))).toEqual([]);
    const { fileNames } = configuration();
    const files = fileNames
      .map(nameOfPath)
      .filter((file) => ROOMS.test(file) && !file.startsWith("engine/language/matchers/") && !file.includes("/generated/"));
    expect(files.length).toBeGreaterThan(700);
    const naming = files.filter((file) => literalsIn(file).some((text) => TELLING.includes(text)));
    expect(naming.sort()).toEqual(Object.keys(NAMING).sort());
  });
});

function configuration(): ts.ParsedCommandLine {
  const host: ts.ParseConfigFileHost = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  const parsed = ts.getParsedCommandLineOfConfigFile("tsconfig.json", {}, host);
  if (!parsed) throw new Error("tsconfig.json cannot be read");
  return parsed;
}

function programOf(): ts.Program {
  const { fileNames, options } = configuration();
  return ts.createProgram(
    fileNames.filter((file) => ROOMS.test(nameOfPath(file))),
    options,
  );
}

const nameOfPath = (path: string): string => relative(process.cwd(), path).replaceAll("\\", "/");
const nameOf = (source: ts.SourceFile): string => nameOfPath(source.fileName);

/** Functions that switch on, compare or look up the `kind` or `op` of a condition or test, or ask which members it has. */
function placesIn(source: ts.SourceFile, checker: ts.TypeChecker): string[] {
  const found: string[] = [];
  const declaredInAst = (symbol: ts.Symbol | undefined): boolean =>
    symbol?.declarations?.some((declaration) => nameOf(declaration.getSourceFile()) === AST) ?? false;
  const isForm = (expression: ts.Expression): boolean => {
    const type = checker.getTypeAtLocation(expression);
    return (type.isUnion() ? type.types : [type]).some((one) => declaredInAst(one.symbol) && FORMS.has(one.symbol.name));
  };
  const tells = (expression: ts.Expression): boolean =>
    ts.isPropertyAccessExpression(expression) &&
    (expression.name.text === "op" || expression.name.text === "kind") &&
    declaredInAst(checker.getSymbolAtLocation(expression.name)) &&
    isForm(expression.expression);
  const visit = (node: ts.Node): void => {
    const isPlace =
      (ts.isSwitchStatement(node) && tells(node.expression)) ||
      (ts.isBinaryExpression(node) && EQUALITY.has(node.operatorToken.kind) && (tells(node.left) || tells(node.right))) ||
      (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword && isForm(node.right)) ||
      (ts.isCallExpression(node) && /\.(includes|has|get)$/.test(node.expression.getText()) && node.arguments.some(tells)) ||
      (ts.isElementAccessExpression(node) && tells(node.argumentExpression));
    if (isPlace) found.push(`${nameOf(source)} ${functionAround(node)}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Types of ast.ts that are a form of a condition or test; operands, paths and lets have kinds of their own. */
const FORMS = new Set([
  ...["Junction", "Negation", "TestCondition", "NamedCondition"],
  ...["ComparisonTest", "QuantifierTest", "ExistsTest", "DefaultTest", "AllTest", "CountTest"],
]);

const EQUALITY = new Set([ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken]);

function functionAround(node: ts.Node): string {
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    if (ts.isFunctionDeclaration(at) && at.name) return at.name.text;
    if (ts.isVariableDeclaration(at) && ts.isSourceFile(at.parent.parent.parent)) return at.name.getText();
  }
  return "(file)";
}

/** Texts of the string literals of a file, without those of imports. */
function literalsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) found.push(node.text);
    if (!ts.isImportDeclaration(node)) ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

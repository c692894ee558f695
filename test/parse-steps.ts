import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";

/** Where the types of what the parser gives are declared. */
const FLAGS = "cli/flags.ts";

export interface CliModule {
  file: string;
  text: string;
}

export const cliModules = (): CliModule[] =>
  readdirSync("cli", { recursive: true, encoding: "utf8" })
    .map((name) => `cli/${name.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map((file) => ({ file, text: readFileSync(file, "utf8") }));

/** What was found in modules of the command line. */
export interface FlagUses {
  /** Names of the types of flags. */
  types: string[];
  /** Actions that the parser calls with flags. */
  actions: number;
  /** Commands that take flags, and hand them to their parse step. */
  commands: string[];
  /** Functions that turn flags into plain input. */
  parseSteps: string[];
  /** Places where flags go further than that. */
  breaches: string[];
}

/**
 * Follows flags through modules. A parse step is a function called …Input, or one that only parse steps of its module call. A command hands its flags to one
 * parse step and uses them for nothing else; a parse step reads members of flags, and hands them whole to other parse steps only.
 */
export function flagUses(modules: readonly CliModule[]): FlagUses {
  const flags = modules.find(({ file }) => file === FLAGS);
  const types = flags ? [...flags.text.matchAll(/^export (?:interface|type) (\w+)/gm)].flatMap(([, name]) => name ?? []) : [];
  const found: FlagUses = { types, actions: 0, commands: [], parseSteps: [], breaches: [] };
  for (const module of modules) if (module.file !== FLAGS) followIn(module, new Set(types), found);
  return found;
}

function followIn({ file, text }: CliModule, types: ReadonlySet<string>, found: FlagUses): void {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const breach = (node: ts.Node, why: string): void => {
    found.breaches.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${why}`);
  };
  const handled = new Set<ts.ParameterDeclaration>();
  visit(source);

  function visit(node: ts.Node): void {
    if (ts.isCallExpression(node) && node.expression.getText() === "run" && file.startsWith("cli/arguments/")) action(node);
    if (ts.isTypeReferenceNode(node) && types.has(node.typeName.getText())) reference(node);
    if (ts.isExpressionWithTypeArguments(node) && types.has(node.expression.getText())) breach(node, `a type is made of ${node.expression.getText()}`);
    ts.forEachChild(node, visit);
  }

  /** What the parser gives has its type in flags.ts. */
  function action({ arguments: [callback] }: ts.CallExpression): void {
    if (!callback || !ts.isArrowFunction(callback)) return;
    found.actions += 1;
    for (const parameter of callback.parameters) {
      const type = parameter.type?.getText() ?? "";
      if (types.has(type)) handled.add(parameter);
      else if (!/^string(\[\]| \| undefined)?$/.test(type)) breach(parameter, `flags of the type ${type}, which is not one of ${FLAGS}`);
    }
  }

  function reference(node: ts.TypeReferenceNode): void {
    const name = node.typeName.getText();
    const parameter = parameterOf(node);
    if (!parameter) breach(node, `${name} is no parameter's type`);
    if (!parameter || handled.has(parameter)) return;
    handled.add(parameter);
    const owner = parameter.parent;
    if (isParseStep(owner)) {
      found.parseSteps.push(`${file} ${nameOf(owner)}`);
      for (const use of usesOf(parameter)) if (!isRead(use) && !isHandedOn(use)) breach(use, `${nameOf(owner)} hands on ${name}`);
    } else if (file.startsWith("cli/commands/") && isExported(owner)) {
      found.commands.push(`${file} ${nameOf(owner)}`);
      const uses = usesOf(parameter);
      if (uses.length !== 1 || !uses.every(isHandedOn)) breach(parameter, `${nameOf(owner)} uses ${name} beside its parse step`);
    } else breach(parameter, `${nameOf(owner)} takes ${name}`);
  }

  /** Uses of what holds the flags, or the rest of them, in the parameter's function. */
  function usesOf({ name, parent }: ts.ParameterDeclaration): ts.Identifier[] {
    const names = new Set(
      ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((each) => (ts.isBindingElement(each) && each.dotDotDotToken ? each.name.getText() : [])),
    );
    return identifiersIn("body" in parent ? parent.body : undefined, names);
  }

  function isHandedOn(use: ts.Identifier): boolean {
    const call = use.parent;
    return ts.isCallExpression(call) && call.expression !== use && (/Input$/.test(call.expression.getText()) || localsOf(call.expression).some(isParseStep));
  }

  /** Whether the function is a parse step, or a part of one: then only parse steps of the module mention it. */
  function isParseStep(owner: ts.Node): boolean {
    const name = nameOf(owner);
    if (/Input$/.test(name)) return true;
    if (name === "" || isExported(owner)) return false;
    const mentions = identifiersIn(source, new Set([name])).filter((each) => !("name" in each.parent && each.parent.name === each));
    return mentions.length > 0 && mentions.every((mention) => functionsAround(mention).some((around) => around !== owner && isParseStep(around)));
  }

  function localsOf(callee: ts.Expression): ts.Node[] {
    const name = callee.getText();
    return source.statements.flatMap((statement): ts.Node[] => {
      if (ts.isFunctionDeclaration(statement)) return statement.name?.text === name ? [statement] : [];
      if (!ts.isVariableStatement(statement)) return [];
      return statement.declarationList.declarations.flatMap((each) => (each.name.getText() === name && each.initializer ? [each.initializer] : []));
    });
  }
}

/** A member is read, or all that are wanted are taken by name. */
const isRead = ({ parent }: ts.Identifier): boolean =>
  ts.isPropertyAccessExpression(parent) ||
  ts.isElementAccessExpression(parent) ||
  (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name) && !parent.name.elements.some(({ dotDotDotToken }) => dotDotDotToken));

function parameterOf(node: ts.Node): ts.ParameterDeclaration | null {
  for (let at = node; !ts.isSourceFile(at) && !ts.isBlock(at); at = at.parent) if (ts.isParameter(at)) return at;
  return null;
}

/** The name of a function, or of what it is assigned to. */
function nameOf(owner: ts.Node): string {
  if (ts.isFunctionDeclaration(owner)) return owner.name?.text ?? "";
  return ts.isArrowFunction(owner) && ts.isVariableDeclaration(owner.parent) ? owner.parent.name.getText() : "";
}

const isExported = (owner: ts.Node): boolean => {
  const statement = ts.isArrowFunction(owner) ? owner.parent.parent.parent : owner;
  return ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
};

function functionsAround(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  for (let at = node; at && !ts.isSourceFile(at); at = at.parent) if (ts.isFunctionDeclaration(at) || ts.isArrowFunction(at)) found.push(at);
  return found;
}

/** Identifiers of these names that stand for a value. */
function identifiersIn(node: ts.Node | undefined, names: ReadonlySet<string>): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const walk = (each: ts.Node): void => {
    const { parent } = each;
    const isName = parent && ((ts.isPropertyAccessExpression(parent) && parent.name === each) || (ts.isPropertyAssignment(parent) && parent.name === each));
    if (ts.isIdentifier(each) && names.has(each.text) && !isName) found.push(each);
    ts.forEachChild(each, walk);
  };
  if (node) walk(node);
  return found;
}

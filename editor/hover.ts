import { matcherWords, outline } from "../engine/index.ts";
import { FIELD_TEXTS, typeText } from "../schemas/index.ts";
import { examplesOf } from "./examples.ts";
import { type FileKind, fileKind } from "./file-kind.ts";
import { type Meaning, meaningOf } from "./meaning.ts";
import { namesOf } from "./names.ts";
import { rangeOf } from "./places.ts";
import type { Hover, Position } from "./protocol.ts";
import { type CursorSpot, spotAt, type YamlStep } from "./spot.ts";
import { templateAt } from "./template.ts";
import { type EditorScope, resolve, rootsOf } from "./types.ts";
import type { Workspace } from "./workspace.ts";

const JUNCTIONS: Record<string, string> = {
  and: "All of these conditions hold.",
  or: "At least one of these conditions holds.",
  not: "This condition, a map of one key, does not hold.",
};

/** What stands at a position: a path with type, unit, source and values of the sample; a matcher; a field of the file; a parameter. */
export function hover(path: string, text: string, position: Position, workspace: Workspace): Hover | null {
  const kind = fileKind(path, text, workspace.inRules(path));
  if (kind === null) return null;
  const root = outline(text);
  const spot = spotAt(root, position);
  if (!spot) return null;
  const answer = (value: string | null, range = rangeOf(spot.range)): Hover | null =>
    value === null || value === "" ? null : { contents: { kind: "markdown", value }, range };
  if (kind !== "rule") return answer(fieldText(kind, spot));
  const names = namesOf(root);
  const meaning = meaningOf(spot.at === "key" ? spot.steps.slice(0, -1) : spot.steps, names);
  if (meaning?.kind === "template") {
    const found = templateAt(text, position);
    return found && answer(pathText(found.path, meaning.scope, workspace), found.range);
  }
  return answer(keyText(spot, meaning, workspace) ?? fieldText(kind, spot));
}

function keyText(spot: CursorSpot, meaning: Meaning | null, workspace: Workspace): string | null {
  if (!meaning) return null;
  if (spot.at === "value") return meaning.kind === "path" ? pathText(spot.text, meaning.scope, workspace) : null;
  if (meaning.kind === "matchers" || (meaning.kind === "condition" && isElementMatcher(meaning, spot.text))) return matcherText(spot.text);
  if (meaning.kind !== "condition") return null;
  return Object.hasOwn(JUNCTIONS, spot.text) ? (JUNCTIONS[spot.text] ?? null) : pathText(spot.text, meaning.scope, workspace);
}

/** On plain elements matchers stand where paths would. */
const isElementMatcher = ({ scope }: { scope: EditorScope }, key: string): boolean =>
  scope.elements.length > 0 && matcherWords(key) !== null && !rootsOf(scope).some(({ name }) => name === key);

function matcherText(name: string): string | null {
  const matcher = matcherWords(name);
  return matcher ? `**${name}**\n\n${matcher.words.editor}` : null;
}

/** A path in Markdown; null where it names nothing. */
function pathText(path: string, scope: EditorScope, workspace: Pick<Workspace, "sample">): string | null {
  const [first, second] = path.split(".");
  const param = first === "params" ? scope.names.params.get(second ?? "") : undefined;
  if (param) {
    const preset = param.preset === null ? "must be set" : `default ${code(param.preset)}`;
    return `${code(path)}: ${param.type}${param.items ? ` of ${param.items}` : ""}, ${preset}\n\n${prose(param.description)}`;
  }
  const named = resolve(path, scope);
  if (!named) return null;
  const { field, type, origin } = named;
  const description = field?.description ?? rootsOf(scope).find(({ name }) => name === path)?.description ?? "";
  const lines = [`${code(path)}: ${typeText(type)}${field?.unit ? `, in ${field.unit}` : ""}`, prose(description)];
  if (type.type === "string" && type.enum) lines.push(`One of ${type.enum.map(code).join(", ")}.`);
  if (field?.source) lines.push(`From ${prose(field.source)}`);
  const sample = origin && workspace.sample();
  if (sample && type.type !== "resource") lines.push(valuesText(examplesOf(sample.document, origin.kind, origin.path), sample.name));
  return lines.filter((line) => line !== "").join("\n\n");
}

function valuesText(examples: ReturnType<typeof examplesOf>, name: string): string {
  if (!examples) return "";
  const { values, total, unknown } = examples;
  const shown = values.map(({ text, count }) => `${code(text)} × ${count}`);
  const rest = total - unknown - values.reduce((sum, { count }) => sum + count, 0);
  const all = [...shown, ...(rest > 0 ? [`${rest} others`] : []), ...(unknown > 0 ? [`unknown × ${unknown}`] : [])];
  return `On ${prose(name)}: ${all.join(", ")}`;
}

/** Names come from files: as code they cannot become links or pictures. */
const code = (text: string): string => `\`${text.replaceAll("`", "'").replaceAll("\n", " ")}\``;
const prose = (text: string): string => text.replace(/[\\[\]<>!*_]/g, "\\$&");

const FILES = { rule: "rule", test: "rule-test", pack: "pack", config: "config" } as const;

/** What a field of the file means. */
function fieldText(kind: FileKind, { steps, at }: Pick<CursorSpot, "steps" | "at">): string | null {
  if (at !== "key") return null;
  const texts = FIELD_TEXTS[FILES[kind]];
  const place = steps.map((step: YamlStep) => (typeof step === "number" ? "*" : step)).join("/");
  const inMap = steps.map((step: YamlStep, index) => (typeof step === "number" || (steps[index - 1] === "params" && index === 1) ? "*" : step)).join("/");
  return (Object.hasOwn(texts, place) ? texts[place] : Object.hasOwn(texts, inMap) ? texts[inMap] : null) ?? null;
}

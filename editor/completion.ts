import { outline } from "../engine/index.ts";
import { configItems } from "./complete/config.ts";
import { fieldItems } from "./complete/fields.ts";
import { type CompletionEntry, item } from "./complete/item.ts";
import { conditionItems, pathItems } from "./complete/paths.ts";
import { testItems } from "./complete/test-file.ts";
import type { Typed } from "./complete/typed.ts";
import { matcherItems, operandItems } from "./complete/values.ts";
import { fileKind } from "./file-kind.ts";
import { type Meaning, meaningOf } from "./meaning.ts";
import { namesOf } from "./names.ts";
import { offsetAt } from "./places.ts";
import type { CompletionItem, Position } from "./protocol.ts";
import { spotOf } from "./spot.ts";
import { templateAt } from "./template.ts";
import type { Workspace } from "./workspace.ts";

/** Put where the cursor stands, so that a half-typed text parses and the place is found again. */
const MARK = "reeveCursorMark";
const WORD = /[A-Za-z0-9_.$!<>=-]*$/;

/** What may be written at a position: at most a few hundred items, narrowed by what has been typed. */
export function complete(path: string, text: string, position: Position, workspace: Workspace): CompletionItem[] {
  const kind = fileKind(path, text, workspace.inRules(path));
  if (kind === null) return [];
  const offset = offsetAt(text, position);
  const before = text.slice(0, offset);
  const prefix = WORD.exec(before.slice(before.lastIndexOf("\n") + 1))?.[0] ?? "";
  const rest = /^[A-Za-z0-9_.$-]*/.exec(text.slice(offset, offset + 200))?.[0] ?? "";
  const after = text.slice(offset + rest.length);
  const root = outline(before + MARK + after);
  const spot = spotOf(root, MARK);
  if (!root || !spot) return [];
  const { line, character } = position;
  const range = { start: { line, character: character - prefix.length }, end: { line, character: character + rest.length } };
  const lineHead = before.slice(before.lastIndexOf("\n") + 1, before.length - prefix.length);
  const typed: Typed = { prefix, range, ownLine: /^\s*(-\s+)*$/.test(lineHead), hasColon: /^\s*:/.test(after), spot };
  if (kind === "rule") return placed(ruleItems(root, typed, before + MARK + after, position, workspace), typed);
  if (kind === "test") return placed(testItems(path, root, typed, workspace), typed);
  return placed(configItems(kind, path, typed, workspace), typed);
}

function ruleItems(root: NonNullable<ReturnType<typeof outline>>, typed: Typed, text: string, position: Position, workspace: Workspace): CompletionEntry[] {
  const { spot } = typed;
  const names = namesOf(root);
  const meaning = meaningOf(spot.at === "key" ? spot.steps.slice(0, -1) : spot.steps, names);
  if (!meaning) return [];
  if (meaning.kind === "template") return templateAt(text, position) ? pathItems(typed.prefix, meaning.scope, false) : [];
  return itemsOf(meaning, typed, workspace);
}

function itemsOf(meaning: Exclude<Meaning, { kind: "template" }>, typed: Typed, workspace: Workspace): CompletionEntry[] {
  const { spot, ownLine, prefix } = typed;
  switch (meaning.kind) {
    case "fields":
      return spot.at === "key" || ownLine ? fieldItems("rule", meaning.place, spot.siblings) : [];
    case "choice":
      return spot.at === "value" ? meaning.values.map((value) => item(value, 20)) : [];
    case "condition":
      return spot.at === "key" || ownLine ? conditionItems(prefix, meaning, spot.siblings) : [];
    case "path":
      return pathItems(prefix, meaning.scope, true);
    case "matchers":
      return spot.at === "key"
        ? matcherItems(meaning, spot.siblings)
        : [...operandItems(meaning, "is", workspace), ...(ownLine ? matcherItems(meaning, []) : [])];
    case "operand":
      return spot.at === "value" ? operandItems(meaning, meaning.matcher, workspace) : [];
  }
}

function placed(items: readonly CompletionEntry[], { range, hasColon, prefix }: Typed): CompletionItem[] {
  return items.slice(0, 500).map(({ label, kind, detail, text, write, isKey }, index) => ({
    label,
    kind,
    ...(detail ? { detail } : {}),
    ...(text ? { documentation: { kind: "markdown" as const, value: text } } : {}),
    sortText: String(index).padStart(4, "0"),
    // An editor compares with what stands in the range: a word that begins a path in quotes or braces must still match.
    filterText: prefix !== "" && !label.startsWith(prefix) && write.includes(prefix) ? prefix + label : label,
    textEdit: { range, newText: isKey && !hasColon ? `${write}: ` : write },
  }));
}

import { outline, type Range } from "../engine/index.ts";
import { fileKind, rulePath } from "./file-kind.ts";
import { meaningOf } from "./meaning.ts";
import { namesOf, type RuleNames } from "./names.ts";
import { rangeOf } from "./places.ts";
import type { Position } from "./protocol.ts";
import { type CursorSpot, spotAt } from "./spot.ts";
import { templateAt } from "./template.ts";
import type { Workspace } from "./workspace.ts";

/** A place in a file; a range of null is its beginning. */
export interface Target {
  path: string;
  range: ReturnType<typeof rangeOf> | null;
}

/** Where the name at a position comes from: a parameter, a let, the rule of a test, the rule or pack that reeve.yaml or pack.yaml names. */
export function definition(path: string, text: string, position: Position, workspace: Workspace): Target | null {
  const kind = fileKind(path, text, workspace.inRules(path));
  if (kind === null) return null;
  const root = outline(text);
  const spot = spotAt(root, position);
  if (!spot) return null;
  if (kind === "test") return ofTest(path, spot, workspace);
  if (kind !== "rule") return named(path, spot, workspace);
  const names = namesOf(root);
  const at = placeOf(pathAt(text, position, spot, names), names);
  return at && { path, range: rangeOf(at) };
}

/** The path that is written at a position of a rule, wherever paths are written. */
function pathAt(text: string, position: Position, spot: CursorSpot, names: RuleNames): string {
  const meaning = meaningOf(spot.at === "key" ? spot.steps.slice(0, -1) : spot.steps, names);
  if (meaning?.kind === "template") return templateAt(text, position)?.path ?? "";
  return meaning?.kind === "path" || (meaning?.kind === "condition" && spot.at === "key") ? spot.text : "";
}

function placeOf(path: string, { params, lets }: RuleNames): Range | null {
  const [first = "", second = ""] = path.split(".");
  return (first === "params" ? params.get(second)?.at : lets.get(first)?.at) ?? null;
}

function ofTest(path: string, { steps, at, text }: CursorSpot, { read }: Workspace): Target | null {
  const rule = rulePath(path);
  const source = read(rule);
  if (source === null) return null;
  const isParam = at === "key" && steps[2] === "params" && steps.length === 4;
  const param = isParam ? namesOf(outline(source)).params.get(text) : undefined;
  return { path: rule, range: param ? rangeOf(param.at) : null };
}

/** Rules and packs that a configuration names. */
function named(path: string, { text }: CursorSpot, { rules }: Workspace): Target | null {
  const known = rules(path);
  const rule = known.find(({ id }) => id === text);
  if (rule) return { path: rule.path, range: null };
  const pack = known.find((one) => one.pack === text);
  return pack ? { path: pack.path.replace(/[^\\/]+$/, "pack.yaml"), range: null } : null;
}

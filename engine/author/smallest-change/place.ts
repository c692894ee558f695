import { isUnknownMark } from "../../../document/index.ts";
import { type ExplainContext, letNamed, member, type PathOperand, type PathStep, readPath, unfold } from "../../language/index.ts";

/** Where the value of a path lies. */
export interface ValueSpot {
  /** Name of the root: the kind judged, `event`, `actor`, a list, … */
  root: string;
  field: string;
  /** The object of the document that holds the field; null where it is not one object of it. */
  holder: object | null;
  own: boolean;
}

/** Kinds that belong to the one resource whose reference leads to them. */
const BELONGS = new Set(["accessKey", "mfaDevice"]);

/** `owned`: for each element that the walk is in, innermost first, whether it is the judged resource's own. */
export function spotOf(walk: ExplainContext, owned: readonly boolean[], written: PathOperand): ValueSpot {
  const path = unfold(walk.scope, written);
  const { root, steps } = path;
  const last = steps.at(-1);
  const rooted = isRooted(walk, owned, root);
  const own = rooted && steps.slice(0, -1).every(staysWithin);
  const name = root.kind === "resource" ? walk.kind : root.kind === "list" ? root.list : root.kind === "let" ? letKind(walk, root.name) : root.kind;
  if (!last) return root.kind === "outcome" ? { root: name, field: name, holder: walk.frame.resource, own } : { root: name, field: "", holder: null, own };
  const field = last.kind === "reference" ? last.via : last.kind === "before" ? "before" : last.name;
  return { root: name, field, holder: last.kind === "before" ? null : holderOf(walk, path), own };
}

const isRooted = (walk: ExplainContext, owned: readonly boolean[], root: PathOperand["root"]): boolean =>
  root.kind === "item" ? owned[root.depth] === true : root.kind === "resource" || isRecordRoot(root.kind) || root.kind === walk.kind;

const isRecordRoot = (kind: string): boolean => ["event", "actor", "target", "change", "outcome"].includes(kind);

const letKind = (walk: ExplainContext, name: string): string => {
  const binding = letNamed(walk.scope, name);
  return binding.kind === "lookup" ? binding.target : name;
};

const staysWithin = (step: PathStep): boolean => step.kind === "field" || step.kind === "dynamic" || (step.kind === "reference" && BELONGS.has(step.target));

/** Whether the elements of a list are the judged resource's own. */
export function elementsOwned(walk: ExplainContext, owned: readonly boolean[], written: PathOperand): boolean {
  const path = unfold(walk.scope, written);
  return spotOf(walk, owned, path).own && path.root.kind !== "list" && path.steps.every(staysWithin);
}

function holderOf(walk: ExplainContext, path: PathOperand): object | null {
  const steps = path.steps.slice(0, -1);
  if (path.root.kind === "event") {
    let value: unknown = (walk.frame.resource as { record?: unknown }).record;
    for (const step of steps) value = member(value, "name" in step ? step.name : "");
    return isObject(value) ? value : null;
  }
  if (path.steps.some((step) => step.kind === "dynamic")) return null;
  const value = readPath(walk, { ...path, steps });
  return isObject(value) && !isUnknownMark(value) ? value : null;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

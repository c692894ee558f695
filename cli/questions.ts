import { didYouMean } from "../document/text/index.ts";
import { type CheckedRule, type Diagnostic, givenParam, loadCondition, type ParamValue, type Query, query, withSoundCorrections } from "../engine/index.ts";
import { short } from "../reporters/index.ts";
import { type ReeveDocument, type ResourceKind, TABLE } from "../schemas/index.ts";
import { UsageError } from "./usage-error.ts";

/** Name of the text that a condition on the command line comes from, as diagnostics print it. */
const CONDITION_FILE = "condition";

export interface Params {
  specs: CheckedRule["params"];
  values: Record<string, ParamValue>;
}

/** Checks a condition and asks it; `query` is null where the condition is wrong. */
export function ask(
  document: ReeveDocument,
  kind: ResourceKind,
  text: string,
  params: Params = { specs: [], values: {} },
): { query: Query | null; diagnostics: Diagnostic[] } {
  const { condition, diagnostics: found } = loadCondition({ file: CONDITION_FILE, text }, kind, params.specs);
  const diagnostics = withSoundCorrections(
    found,
    () => text,
    () => (source) => loadCondition(source, kind, params.specs).diagnostics,
  );
  if (!condition) return { query: null, diagnostics };
  const asked = query(document, kind, condition, params.values);
  if (asked.ok) return { query: asked.query, diagnostics };
  const [error] = asked.errors;
  throw new UsageError(`the document cannot be judged: ${short(error?.path.join(".") ?? "", 120)} ${short(error?.message ?? "", 300)}`);
}

/** `--param name=value`, by what the values look like. */
export function paramsOf(flags: readonly string[]): Params {
  const params: Params = { specs: [], values: Object.create(null) };
  for (const flag of flags) {
    const [, name = "", text = ""] = /^(?:params\.)?([A-Za-z][A-Za-z0-9]*)=(.*)$/s.exec(flag) ?? [];
    if (name === "")
      throw new UsageError(`--param ${flag}: write it as name=value, for example maxAge=90d, and name it in the condition as { var: params.maxAge }`);
    const given = givenParam(name, text);
    if (!given.ok) throw new UsageError(`--param ${flag}: ${given.message}`);
    params.specs.push(given.spec);
    params.values[name] = given.value;
  }
  return params;
}

const EVENT_ROOTS = /(^|[^\w.])(event|actor|target|change|outcome)\b(?=[.:\s"'}])/;

/** The kind that a condition speaks of: as told, or the one kind whose root it names. */
export function kindOf(givenRoot: string | null, text: string): ResourceKind {
  const kinds = Object.keys(TABLE.kinds);
  if (givenRoot !== null) {
    if (isKind(givenRoot)) return givenRoot;
    throw new UsageError(`--resource ${givenRoot}: kinds are ${kinds.join(", ")}.${didYouMean(givenRoot, kinds)}`);
  }
  if (EVENT_ROOTS.test(text)) return "event";
  const named = kinds.filter((kind) => kind !== "event" && new RegExp(`(^|[^\\w.])${kind}\\.`).test(text)).filter(isKind);
  const [only] = named.length > 1 ? named.filter((kind) => kind !== "account" && kind !== "root") : named;
  if (only && (named.length === 1 || named.filter((kind) => kind !== "account" && kind !== "root").length === 1)) return only;
  throw new UsageError(`say what the condition is about: --resource ${kinds.join(", ")}.`);
}

export const isKind = (name: string): name is ResourceKind => Object.hasOwn(TABLE.kinds, name);

import { orList } from "../../../document/index.ts";
import type { Scalar, Template } from "../condition/ast.ts";
import { templateText } from "../condition/operands.ts";
import { comparisonOf } from "../matchers/registry.ts";
import type { ParamSpec, ParamUse, TextUse } from "../rule.ts";
import { mayBuild } from "./built-form.ts";
import { numberUseFault } from "./number-form.ts";
import { patternFault } from "./patterns.ts";
import { formText, textFault, withoutCase } from "./text-form.ts";

/** Why a text is no pattern, where one of the rule's matchers reads it as one. */
export function patternOfUses({ patterns = [] }: ParamSpec, value: string): string | null {
  for (const name of patterns) {
    const { pattern } = comparisonOf({ op: name });
    const fault = pattern && patternFault(pattern, value);
    if (fault) return `is no pattern of \`${name}\`. ${fault.replace(/\.$/, "")}`;
  }
  return null;
}

/** What may have been meant by a text that fits none of the places that it is compared at; null for one that fits. */
export function meantByUses({ uses = [] }: ParamSpec, value: string): string[] | null {
  const faults = uses.map(({ type, use, caseless }) => type && textFault(type, use, caseless ? withoutCase(use, value) : value));
  if (faults.length === 0 || faults.some((fault) => fault?.kind !== "never")) return null;
  return [...new Set(faults.flatMap((fault) => fault?.meant ?? []))].slice(0, 3);
}

/** Why a text fits none of the places that it is compared at: every form that it could have. */
export function formOfUses(spec: ParamSpec, value: string): string | null {
  const { uses = [] } = spec;
  const formed = uses.filter(({ type }) => type?.format !== undefined || type?.known !== undefined);
  const all = formed.length > 0 ? formed : uses.slice(0, 1);
  const [first] = all;
  const meant = meantByUses(spec, value);
  if (!first?.type || meant === null) return null;
  const write = meant.length > 0 ? ` (write ${meant.join(" or ")})` : "";
  const alike = all.filter(({ use }) => use === first.use);
  const forms = new Set(alike.flatMap(({ type }) => (type ? [formText(type, value)] : [])));
  const fields = new Set(alike.map(({ field }) => field));
  const [must, but] = FORM_WORDS[first.use];
  return `${must} ${orList([...forms])}${write}, because it is compared with ${[...fields].slice(0, 3).join(", ")}; ${JSON.stringify(value)} ${but}`;
}

/** Why no text that is built with a value can be what it is compared with. */
export function builtFault({ name, builds = [] }: ParamSpec, value: Scalar): string | null {
  const [first] = builds;
  const made = ({ within = [] }: ParamUse): Template =>
    within.map((part) => (typeof part !== "string" && part.kind === "param" && part.name === name ? String(value) : part));
  if (!first?.type || builds.some((use) => use.type === null || mayBuild(use.type, use.use, made(use)))) return null;
  const text = templateText(first.within ?? []);
  return `must make ${formText(first.type)} of \`${text}\`, because that is compared with ${first.field}; ${JSON.stringify(value)} makes none`;
}

/** Why a number decides every comparison that it stands in beforehand. */
export function rangeOfUses({ uses = [] }: ParamSpec, value: number): string | null {
  const faults = uses.map((use) => numberUseFault(use, value));
  return faults.includes(null) ? null : (faults[0] ?? null);
}

const FORM_WORDS: Readonly<Record<TextUse, [must: string, but: string]>> = {
  value: ["must be", "is none"],
  part: ["must be a part of", "is a part of none"],
  glob: ["must match", "matches none"],
  matches: ["must match", "matches none"],
};

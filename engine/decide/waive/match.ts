import type { ReeveResults, Result } from "../../../schemas/index.ts";
import { compileGlob, type TextTest } from "../../language/index.ts";
import type { WaiveContext, Waiver } from "./kept.ts";

type OuPathOf = NonNullable<WaiveContext["ouPathOf"]>;

/** Which rules a name or glob means: by the id, or one that the rule bore before. */
export function ruleTest(pattern: string): (rule: { id: string; formerly?: readonly string[] | undefined }) => boolean {
  const test = compileGlob(pattern);
  return ({ id, formerly }) => test(id) || (formerly ?? []).some(test);
}

/** Whether an account is meant. One that nobody knows, or whose place is not known, is not. */
export function accountTest({ account, ou }: Pick<Waiver, "account" | "ou">, ouPathOf: OuPathOf): (account: string | null) => boolean {
  const ofId = account === null ? null : compileGlob(account);
  const ofPath = ou === null ? null : compileGlob(ou);
  return (id) => {
    if (ofId && (id === null || !ofId(id))) return false;
    if (!ofPath) return true;
    const path = id === null ? null : ouPathOf(id);
    return path !== null && ofPath(path);
  };
}

/** Whether what a result is about is meant. A star means the kind's own result too, which is about no one resource. */
export function subjectTest({ by, pattern }: Waiver["subject"]): (result: Result) => boolean {
  if (by === "resource" && pattern.startsWith("v1:")) return (result) => result.fingerprint === pattern;
  const test = compileGlob(pattern);
  if (by === "actor") return ({ actor, actorRole }) => (actor !== undefined && test(actor)) || (actorRole !== undefined && test(actorRole));
  // An event's target is named by its ARN alone; where it has none, the resource is the actor, which has a unique id.
  if (by === "target") return ({ occurrence, resource }) => occurrence !== undefined && resource.id === null && resource.arn !== null && test(resource.arn);
  return ({ resource }) => namesOf(resource).some(test);
}

const namesOf = ({ arn, id }: Result["resource"]): string[] => {
  const names = [arn, id].filter((name): name is string => name !== null);
  return names.length > 0 ? names : [""];
};

/** Results by rule, so that a waiver of one rule looks at its results alone. */
export function byRule(results: ReeveResults["results"]): Map<string, Result[]> {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const group = groups.get(result.rule);
    if (group) group.push(result);
    else groups.set(result.rule, [result]);
  }
  return groups;
}

/** A test of a text by a glob, or of any where there is none. */
export const globOrAny = (pattern: string | null): TextTest => (pattern === null ? () => true : compileGlob(pattern));

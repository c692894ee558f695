import { createHash } from "node:crypto";
import { type document, isUnknown } from "../../schemas/index.ts";
import { compareText } from "../canonical.ts";
import { samePrincipal, unknownPart } from "./statement-digest.ts";
import { mayHoldVariable, variableReading } from "./variables.ts";

type Statement = document.PolicyStatement;
type Condition = { operator: string; key: string; values: string[] };

/** What a statement says, as far as a comparison needs it; a list that the statement does not have is left out. */
export interface CompactStatement {
  effect: "Allow" | "Deny";
  actions?: string[];
  notActions?: string[];
  resources?: string[];
  notResources?: string[];
  /** The type before each, in one spelling: `AWS arn:aws:iam::111122223333:root`. */
  principals?: string[];
  notPrincipals?: string[];
  /** Values as hashes: they may be what should stand in no repository, such as an external id. */
  conditions?: Condition[];
  /** How `${…}` is read, where the statement holds one; `UNKNOWN_READING` where the Version of its policy is not known. */
  reading?: string;
}

/** Stands for how `${…}` is read where the Version of a policy is not known. The statement is kept: it may mean another thing than the same one later. */
export const UNKNOWN_READING = "unknown";

/** A statement in compact form; null where a part of it is not known. */
export function compactStatement(statement: Statement, version: document.PolicyContent["languageVersion"]): CompactStatement | null {
  if (unknownPart(statement)) return null;
  const { effect, principals, notPrincipals, conditions } = statement;
  const reading = mayHoldVariable({ ...statement, sid: null }) ? variableReading(version) : null;
  return {
    effect: effect as CompactStatement["effect"],
    ...list("actions", statement.actions),
    ...list("notActions", statement.notActions),
    ...list("resources", statement.resources),
    ...list("notResources", statement.notResources),
    ...list("principals", (principals as { type: string; value: string }[]).map(principalText)),
    ...list("notPrincipals", (notPrincipals as { type: string; value: string }[]).map(principalText)),
    ...conditionsOf(conditions as Condition[]),
    ...(reading === null ? {} : { reading: isUnknown(reading) ? UNKNOWN_READING : reading }),
  };
}

function list<Name extends string>(name: Name, values: unknown): Partial<Record<Name, string[]>> {
  const all = sorted(values as string[]);
  return all.length === 0 ? {} : ({ [name]: all } as Partial<Record<Name, string[]>>);
}

const sorted = (values: readonly string[]): string[] => [...new Set(values)].sort(compareText);

function principalText(principal: { type: string; value: string }): string {
  const { type, value } = samePrincipal(principal);
  return `${type} ${value}`;
}

function conditionsOf(conditions: readonly Condition[]): Pick<CompactStatement, "conditions"> {
  if (conditions.length === 0) return {};
  const compact = conditions.map(({ operator, key, values }) => ({ operator, key, values: sorted(values.map(hashOf)) }));
  const text = ({ operator, key, values }: Condition): string => JSON.stringify([operator, key, values]);
  return { conditions: compact.sort((one, other) => compareText(text(one), text(other))) };
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

/** What changes with a field: written in calls.yaml, and the account's counts of a kind, which follow from the schema. */
import type { CallEffect } from "../../document/calls/row.ts";
import { TABLE } from "../../schemas/index.ts";

type Kind = CallEffect["kind"];

interface Place {
  kind: Kind;
  /** Null: that there is a resource of the kind. */
  field: string | null;
}

/** Each dependent field with what it follows from. */
export type Follows = readonly { from: Place; to: Place & { field: string } }[];

export function followsOf(written: Readonly<Record<string, readonly string[]>>): Follows {
  return [...Object.entries(written), ...counted()].flatMap(([to, sources]) => sources.map((from) => ({ from: place(from), to: fieldAt(to) })));
}

const place = (text: string): Place => (text.includes(".") ? fieldAt(text) : { kind: text as Kind, field: null });

function fieldAt(text: string): Place & { field: string } {
  const dot = text.indexOf(".");
  return { kind: text.slice(0, dot) as Kind, field: text.slice(dot + 1) };
}

/** `account.summary.userCount` counts the document's users, and so for every kind that has a list. */
function counted(): [to: string, from: string[]][] {
  const summary = TABLE.kinds.account.fields.summary?.value;
  if (summary?.type !== "object") throw new Error("document.schema.json: account.summary is no object");
  const kinds = Object.values(TABLE.lists).filter((kind) => Object.hasOwn(summary.fields, `${kind}Count`));
  return kinds.map((kind) => [`account.summary.${kind}Count`, [kind]]);
}

/** The effects of a call with all that follows from them. What its row says of a dependent field itself is taken as it stands. */
export function completed(effects: readonly CallEffect[], follows: Follows): CallEffect[] {
  const all = [...effects];
  for (let grown = true; grown; ) {
    grown = false;
    for (const { from, to } of follows) {
      for (const effect of [...all]) {
        if (!changes(effect, from)) continue;
        if (from.kind === to.kind) grown = addTo(all, effect, to.field) || grown;
        else if (!all.some((other) => other.kind === to.kind && (other.fields === null || other.fields.includes(to.field)))) {
          grown =
            addTo(all, all.find((other) => other.kind === to.kind && other.which.by === "all" && other.fields !== null) ?? null, to.field, to.kind) || grown;
        }
      }
    }
  }
  return all;
}

/**
 * A resource that comes or goes has no relations to others at that moment: only that it is there changes. One that is renamed keeps them; where they
 * stand under its old name, its row says so.
 */
function changes(effect: CallEffect, { kind, field }: Place): boolean {
  if (effect.kind !== kind) return false;
  // Counts are of customer managed policies only: none changes with the use of one of AWS's.
  if (field === null) return effect.existence !== null && effect.existence !== "used";
  return effect.fields === null ? effect.existence === "either" : effect.fields.includes(field);
}

function addTo(all: CallEffect[], effect: CallEffect | null, field: string, kind?: Kind): boolean {
  if (effect && (effect.fields === null || effect.fields.includes(field))) return false;
  if (effect) all[all.indexOf(effect)] = { ...effect, fields: [...(effect.fields ?? []), field] };
  else if (kind) all.push({ kind, which: { by: "all" }, fields: [field], existence: null });
  return true;
}

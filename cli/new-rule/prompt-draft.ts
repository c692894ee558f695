import { checkOf, draftRuleText, loadRules, type RuleDraft, withSoundCorrections } from "../../engine/index.ts";
import { diagnosticText, visible, wrap } from "../../reporters/index.ts";
import { type ResourceKind, TABLE } from "../../schemas/index.ts";
import type { Asker } from "../ask.ts";
import type { Io } from "../io.ts";
import { UsageError } from "../usage-error.ts";
import { type CheckedAnswer, idOf, KINDS, kindOf, severityOf, textOf } from "./answers.ts";
import { conflicts, type GivenRule, slug } from "./given.ts";
import type { NewRulePlace } from "./place.ts";

/** A draft of what is given, and of answers to what that leaves open. A condition is checked when it is typed. */
export async function promptDraft(given: GivenRule, place: NewRulePlace, asker: Asker, io: Pick<Io, "err">): Promise<RuleDraft> {
  const known = async <T>(typed: string | null, text: string, check: (typed: string) => CheckedAnswer<T>, fallback: string | null = null): Promise<T> => {
    const checked = typed === null ? null : check(typed);
    if (checked?.ok) return checked.value;
    if (checked) throw new UsageError(checked.reason);
    return asker.ask({ text, fallback, check });
  };
  if (given.resource === null) await io.err.write(`${wrap(`Resources: ${KINDS.join(", ")}`, io.err.width).join("\n")}\n`);
  const resource = await known(given.resource, "What is judged", kindOf, "user");
  const [fault] = conflicts(given, resource);
  if (fault !== undefined) throw new UsageError(fault);
  const givenCondition = given.require ?? given.condition;
  const condition = givenCondition ?? (await askCondition(asker, resource, "asks", io)) ?? "";
  const narrowed = resource === "event" ? given.unless : given.applies;
  const narrows = narrowed ?? (givenCondition === null ? await askCondition(asker, resource, "narrows", io) : null);
  const title = await known(given.title, "Title: what is well, in a sentence", textOf);
  const made = await known(given.id, "Id", (typed) => idOf(typed, place), slug(title));
  const severity = await known(given.severity, "Severity: critical, high, medium, low or info", severityOf, "medium");
  const rationale = await known(given.rationale, "Why it matters", textOf);
  return { id: made, title, severity, resource, rationale, narrows, asks: condition, message: given.message, schemas: place.schemas };
}

function questionOf(part: "asks" | "narrows", kind: ResourceKind): string {
  if (kind === "event")
    return part === "asks" ? "What is a finding, such as { event.eventName: DeleteTrail, outcome: success }" : "What is known good (nothing: none)";
  const example = Object.entries(TABLE.kinds[kind].fields).find(([, { value }]) => value.type === "boolean")?.[0];
  const such = example === undefined ? "" : `, such as ${kind}.${example}: true`;
  return part === "asks" ? `What must hold${such}` : "For which ones alone (nothing: all)";
}

/** Asks until the condition is sound; says what is wrong as `rules validate` does. */
async function askCondition(asker: Asker, resource: ResourceKind, part: "asks" | "narrows", io: Pick<Io, "err">): Promise<string | null> {
  for (;;) {
    const typed = await asker.ask({
      text: questionOf(part, resource),
      fallback: part === "narrows" ? "" : null,
      check: part === "narrows" ? (text): CheckedAnswer<string> => ({ ok: true, value: text }) : textOf,
    });
    if (typed === "") return null;
    const faults = faultsOf(typed, resource, part);
    if (faults.length === 0) return typed;
    for (const text of faults) await io.err.write(`${text}\n`);
  }

  function faultsOf(condition: string, kind: ResourceKind, which: "asks" | "narrows"): string[] {
    const plain = kind === "event" ? "event.eventName: GetUser" : "account.id: { isNot: '000000000000' }";
    const draft = { id: "new", title: "New", severity: "info", resource: kind, rationale: "New", message: "New", schemas: null } as const;
    const text = draftRuleText({ ...draft, narrows: which === "narrows" ? condition : null, asks: which === "asks" ? condition : plain });
    const { diagnostics } = loadRules([{ file: "new.yaml", text }]);
    const shown = withSoundCorrections(diagnostics, () => text, checkOf());
    const errors = shown.filter(({ severity }) => severity === "error");
    return [...diagnosticText(errors, () => text, io.err)].map((each) =>
      each.replace(/^\S*new\.yaml:\d+:\d+/, visible(which === "asks" ? "condition" : "narrowing")),
    );
  }
}

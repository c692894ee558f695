import { draftRuleText, loadRules, type RuleDraft } from "../../engine/index.ts";
import { visible } from "../../reporters/index.ts";
import type { ResourceKind } from "../../schemas/index.ts";
import { type Asker, newAsker } from "../ask.ts";
import { diagnosticText } from "../diagnostics.ts";
import type { Io } from "../io.ts";
import { UsageError } from "../usage-error.ts";
import { type Answer, idOf, KINDS, kindOf, severityOf, textOf } from "./answers.ts";
import { conflicts, type NewFlags, slug } from "./flags.ts";
import type { Place } from "./place.ts";

/** A draft of flags, and of answers to what they leave open. A condition is checked when it is typed. */
export async function askDraft(id: string | undefined, flags: NewFlags, place: Place, io: Io): Promise<RuleDraft> {
  const asker = newAsker(io);
  try {
    const known = async <T>(flag: string | undefined, text: string, check: (typed: string) => Answer<T>, fallback: string | null = null): Promise<T> => {
      const given = flag === undefined ? null : check(flag);
      if (given?.ok) return given.value;
      if (given) throw new UsageError(given.reason);
      return asker.ask({ text, fallback, check });
    };
    if (flags.resource === undefined) await io.err.write(`Resources: ${KINDS.join(", ")}\n`);
    const resource = await known(flags.resource, "What is judged", kindOf, "user");
    const fault = conflicts(flags, resource)[0];
    if (fault !== undefined) throw new UsageError(fault);
    const asks = flags.require ?? flags.condition ?? (await askCondition(asker, resource, "asks", io));
    const narrows =
      (resource === "event" ? flags.unless : flags.applies) ?? ((flags.require ?? flags.condition) ? null : await askCondition(asker, resource, "narrows", io));
    const title = await known(flags.title, "Title: what is well, in a sentence", textOf);
    const made = await known(id, "Id", (typed) => idOf(typed, place), slug(title));
    const severity = await known(flags.severity, "Severity: critical, high, medium, low or info", severityOf, "medium");
    const rationale = await known(flags.rationale, "Why it matters", textOf);
    return { id: made, title, severity, resource, rationale, narrows, asks: asks ?? "", message: flags.message ?? null, schemas: place.schemas };
  } finally {
    asker.close();
  }
}

const QUESTIONS: Readonly<Record<"asks" | "narrows", readonly [string, string]>> = {
  asks: ["What must hold, such as user.mfaActive: true", "What is a finding, such as { event.eventName: DeleteTrail, outcome: success }"],
  narrows: ["For which ones alone, such as user.passwordEnabled: true (nothing: all)", "What is known good (nothing: none)"],
};

/** Asks until the condition is sound; says what is wrong as `rules validate` does. */
async function askCondition(asker: Asker, resource: ResourceKind, part: "asks" | "narrows", io: Io): Promise<string | null> {
  for (;;) {
    const typed = await asker.ask({
      text: QUESTIONS[part][resource === "event" ? 1 : 0],
      fallback: part === "narrows" ? "" : null,
      check: part === "narrows" ? (text): Answer<string> => ({ ok: true, value: text }) : textOf,
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
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    return [...diagnosticText(errors, () => text, io.err)].map((each) =>
      each.replace(/^\S*new\.yaml:\d+:\d+/, visible(which === "asks" ? "condition" : "narrowing")),
    );
  }
}

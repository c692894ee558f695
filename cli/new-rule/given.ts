import type { RuleDraft } from "../../engine/index.ts";
import { withArticle } from "../../schemas/index.ts";
import { UsageError } from "../usage-error.ts";
import { idOf, kindOf, severityOf } from "./answers.ts";
import type { NewRulePlace } from "./place.ts";

/** What is given of a new rule, as it was typed; null where it is not given. */
export type GivenRule = Record<
  "id" | "resource" | "require" | "condition" | "applies" | "unless" | "severity" | "title" | "rationale" | "message",
  string | null
>;

/** A draft of what is given, without questions. What is missing is named at once, and so is all that is wrong. */
export function draftOfGiven(given: GivenRule, place: NewRulePlace): RuleDraft {
  const asks = given.require ?? given.condition;
  const required = { "--resource": given.resource, "--require": asks, "--severity": given.severity, "--title": given.title, "--rationale": given.rationale };
  const missing = Object.entries(required).flatMap(([flag, value]) => (value === null || value.trim() === "" ? [flag] : []));
  const kind = given.resource === null ? null : kindOf(given.resource);
  const severity = given.severity === null ? null : severityOf(given.severity);
  const made = given.title === null && given.id === null ? null : idOf(given.id ?? slug(given.title ?? ""), place);
  const faults = [
    ...(missing.length > 0 ? [`missing: ${missing.join(", ")}. On a terminal reeve rules new asks for them.`] : []),
    ...[kind, severity, made].flatMap((each) => (each && !each.ok ? [each.reason] : [])),
    ...conflicts(given, kind?.ok ? kind.value : null),
  ];
  if (faults.length > 0 || !kind?.ok || !severity?.ok || !made?.ok) throw new UsageError(faults.join("\n"));
  return {
    id: made.value,
    title: given.title ?? "",
    severity: severity.value,
    resource: kind.value,
    rationale: given.rationale ?? "",
    narrows: kind.value === "event" ? given.unless : given.applies,
    asks: asks ?? "",
    message: given.message,
    schemas: place.schemas,
  };
}

/** What together makes no sense. */
export function conflicts(given: GivenRule, kind: string | null): string[] {
  return [
    ...(given.require !== null && given.condition !== null ? ["--require and --condition are the same: give one."] : []),
    ...(kind === "event" && given.applies !== null ? ["--applies is not for events: put it into --require, or what is known good into --unless."] : []),
    ...(kind !== null && kind !== "event" && given.unless !== null ? [`--unless is for events: for ${withArticle(kind)} write --applies.`] : []),
  ];
}

/** `Contractors hold no active key` → contractors-hold-no-active-key. */
export const slug = (title: string): string =>
  title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[-0-9]+|-+$/g, "")
    .split("-")
    .slice(0, 7)
    .join("-");

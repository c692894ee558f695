import type { RuleDraft } from "../../engine/index.ts";
import { UsageError } from "../usage-error.ts";
import { idOf, kindOf, severityOf } from "./answers.ts";
import type { NewRulePlace } from "./place.ts";

export interface NewFlags {
  resource?: string;
  require?: string;
  condition?: string;
  applies?: string;
  unless?: string;
  severity?: string;
  title?: string;
  rationale?: string;
  message?: string;
  dir?: string;
}

/** A draft of flags alone. What is missing is named at once, and so is all that is wrong. */
export function draftOfFlags(id: string | undefined, flags: NewFlags, place: NewRulePlace): RuleDraft {
  const asks = flags.require ?? flags.condition;
  const required = { "--resource": flags.resource, "--require": asks, "--severity": flags.severity, "--title": flags.title, "--rationale": flags.rationale };
  const missing = Object.entries(required).flatMap(([flag, value]) => (value === undefined || value.trim() === "" ? [flag] : []));
  const kind = flags.resource === undefined ? null : kindOf(flags.resource);
  const severity = flags.severity === undefined ? null : severityOf(flags.severity);
  const made = flags.title === undefined && id === undefined ? null : idOf(id ?? slug(flags.title ?? ""), place);
  const faults = [
    ...(missing.length > 0 ? [`missing: ${missing.join(", ")}. On a terminal reeve rules new asks for them.`] : []),
    ...[kind, severity, made].flatMap((each) => (each && !each.ok ? [each.reason] : [])),
    ...conflicts(flags, kind?.ok ? kind.value : null),
  ];
  if (faults.length > 0 || !kind?.ok || !severity?.ok || !made?.ok) throw new UsageError(faults.join("\n"));
  return {
    id: made.value,
    title: flags.title ?? "",
    severity: severity.value,
    resource: kind.value,
    rationale: flags.rationale ?? "",
    narrows: (kind.value === "event" ? flags.unless : flags.applies) ?? null,
    asks: asks ?? "",
    message: flags.message ?? null,
    schemas: place.schemas,
  };
}

/** Flags that together make no sense. */
export function conflicts(flags: NewFlags, kind: string | null): string[] {
  return [
    ...(flags.require !== undefined && flags.condition !== undefined ? ["--require and --condition are the same: give one."] : []),
    ...(kind === "event" && flags.applies !== undefined ? ["--applies is not for events: put it into --require, or what is known good into --unless."] : []),
    ...(kind !== null && kind !== "event" && flags.unless !== undefined ? [`--unless is for events: for a ${kind} write --applies.`] : []),
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

import { renderValue } from "../evaluate/index.ts";
import type { Advice, Template } from "../language/index.ts";
import type { FindingReader, ReadPath } from "./reading.ts";

/** Console steps of a finding: those that apply, and where that is not known of some, a step that says so. */
export function fillConsole(rule: string, advice: readonly Advice[], reading: FindingReader): string[] {
  const steps = filled(
    advice.filter((each) => applies(each, reading) === "true"),
    reading,
  );
  const isUndecided = advice.some((each) => applies(each, reading) === "unknown");
  return isUndecided ? [...steps, `Which of the other steps apply depends on what could not be read: reeve rules show ${rule} lists them`] : steps;
}

/** What a person must know of a step, in order: without what does not apply. */
export const fillAdvice = (advice: readonly Advice[], reading: FindingReader): string[] =>
  filled(
    advice.filter((each) => applies(each, reading) !== "false").map((each) => ({ ...each, text: capital(each.text) })),
    reading,
  );

/** The first letter of what a rule says; not of a value, nor of a call's name. */
const capital = ([first, ...rest]: Template): Template =>
  typeof first === "string" && /^[a-z]+(?![a-z:])/.test(first)
    ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest]
    : first === undefined
      ? []
      : [first, ...rest];

const applies = ({ when }: Advice, reading: FindingReader): ReturnType<FindingReader["holds"]> => (when === null ? "true" : reading.holds(when));

/** Without sentences in which a value is absent; what is said of each element of a list stands once for each. */
const filled = (advice: readonly Advice[], reading: FindingReader): string[] =>
  advice.flatMap(({ text, forEach }) => {
    if (!forEach) return fillText(text, reading) ?? [];
    const found = reading.elements(forEach.list, forEach.where);
    if (found.kind === "no-document") return [`(see the snapshot: ${forEach.list.text})`];
    if (found.kind === "unknown") return [notRead(forEach.list.text)];
    const said = found.readings.flatMap((each) => fillText(text, each) ?? []);
    return found.gaps.length > 0 ? [...said, `There may be more of them: ${forEach.list.text} could not be read in full`] : said;
  });

/** A template as text for a person; null where a value in it is absent. A list prints its first five; of an unknown value it says what to look up. */
export function fillText(template: Template, reading: FindingReader): string | null {
  const parts = template.map((part) => {
    if (typeof part === "string") return part;
    if (part.kind === "param") return shown(reading.param(part.name), part.name);
    const found = reading.path(part);
    return found.kind === "value" ? shown(found.value, part.text) : missing(found, part.text);
  });
  return parts.every((part) => part !== null) ? parts.join("") : null;
}

function shown(value: unknown, path: string): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "object" && !(Array.isArray(value) && value.length > 0)) return null;
  const text = renderValue(value);
  return text === UNKNOWN ? notRead(path) : text;
}

function missing(found: Exclude<ReadPath, { kind: "value" }>, path: string): string {
  if (found.kind === "no-document") return `(see the snapshot: ${path})`;
  const text = found.mark ? renderValue(found.mark) : UNKNOWN;
  return text === UNKNOWN ? notRead(path) : text;
}

const notRead = (path: string): string => `(look it up: ${path} could not be read)`;

/** What an unknown value, or a list of which nothing is known, prints as. */
const UNKNOWN = "(unknown)";

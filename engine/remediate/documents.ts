import type { RemediationDocument } from "../language/index.ts";
import { resolveMembers } from "./arguments.ts";
import type { Argument, PlannedDocument, RemediationPart } from "./plan.ts";
import type { FindingReader } from "./reading.ts";
import { whyWithheld } from "./words.ts";

const NOTHING_OPTIONAL: ReadonlySet<string> = new Set();

/** The policies of a part with this finding's values. */
export const planDocuments = (documents: readonly RemediationDocument[], reading: FindingReader): PlannedDocument[] =>
  documents.flatMap(({ title, source, document, when }) => {
    if (when && reading.holds(when) === "false") return [];
    const members = resolveMembers({ document }, reading, NOTHING_OPTIONAL);
    if ("code" in members) return { title, source, text: members };
    const argument = members[0]?.argument;
    return { title, source, text: argument ? JSON.stringify(plain(argument), null, 2) : "{}" };
  });

/** What a rendering says of them: of each the title, its source and its lines; last what the placeholders in them stand for. */
export function documentLines({ documents = [], supply = [] }: RemediationPart): string[][] {
  const lines = documents.map(({ title, source, text }) => [
    title,
    `Source: ${source}`,
    ...(typeof text === "string" ? text.split("\n") : [whyWithheld(text)]),
  ]);
  const supplied = supply.filter(({ name }) => documents.some(({ text }) => typeof text === "string" && text.includes(`<${name}>`)));
  return supplied.length > 0 ? [...lines, ["In these documents", ...supplied.map(({ name, text }) => `<${name}>: ${text}`)]] : lines;
}

function plain(argument: Argument): unknown {
  switch (argument.kind) {
    case "value":
      return argument.value;
    case "text":
      return argument.parts.map((part) => (typeof part === "string" ? part : `<${part.supply}>`)).join("");
    case "list":
      return argument.items.map(plain);
    case "object":
      return Object.fromEntries(argument.members.map(({ name, argument: inner }) => [name, plain(inner)]));
  }
}

import type { RemediationDocument } from "../language/index.ts";
import { resolveMembers } from "./arguments.ts";
import type { Argument, PlannedDocument, RemediationPart } from "./plan.ts";
import type { FindingReader } from "./reading.ts";
import { whyWithheld } from "./words.ts";

const NOTHING_OPTIONAL: ReadonlySet<string> = new Set();

/** The policies of a part with this finding's values. */
export const planDocuments = (documents: readonly RemediationDocument[], reading: FindingReader): PlannedDocument[] =>
  documents.map(({ title, source, document }) => {
    const members = resolveMembers({ document }, reading, NOTHING_OPTIONAL);
    if ("code" in members) return { title, source, text: members };
    const argument = members[0]?.argument;
    return { title, source, text: argument ? JSON.stringify(plain(argument), null, 2) : "{}" };
  });

/** What a rendering says of them: of each the title, its source and its lines. */
export const documentLines = ({ documents = [] }: RemediationPart): string[][] =>
  documents.map(({ title, source, text }) => [title, `Source: ${source}`, ...(typeof text === "string" ? text.split("\n") : [whyWithheld(text)])]);

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

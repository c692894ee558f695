import type { Quantifier, Synonyms, Words } from "../descriptor.ts";
import { onList, UNKNOWN } from "../words.ts";

interface Own extends Pick<Quantifier, "name" | "looksFor" | "found" | "misreadFrom">, Pick<Words, "editor" | "operand" | "meaning" | "onNull"> {
  synonyms?: Synonyms;
}

/** A condition put to the elements of a list. */
export const quantifier = ({ name, looksFor, found, misreadFrom, synonyms, ...words }: Own): Quantifier => ({
  kind: "quantifier",
  name,
  group: "elements",
  words: {
    ...words,
    subject: "list",
    examples: () => [
      {
        kind: "user",
        condition: `user.accessKeys: { ${name}: { active: true } }`,
        given: ["[]", "[on]", "[off]", "[on, off]", "[unsure]", "[on, unsure]", "[off, unsure]", "[on, more]", "[off, more]", UNKNOWN],
      },
    ],
    onNullable: onList(`{ ${name}: "iam:passrole" }`),
  },
  ...(synonyms ? { synonyms } : {}),
  looksFor,
  found,
  misreadFrom,
});

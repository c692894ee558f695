import type { FormMatcher } from "./descriptor.ts";
import { onList, UNKNOWN } from "./words.ts";

export const count: FormMatcher = {
  kind: "form",
  name: "count",
  group: "elements",
  words: {
    editor: "How many elements: a number, or { where: …, gte: 2 }. Null counts 0.",
    subject: "list",
    operand: "a number; a map of `is isNot in notIn lt lte gt gte`; with `where`, a condition on what is counted",
    meaning: "the number of elements, or of those for which `where` holds, passes the test",
    onNull: "counts 0",
    remark: "Of an open list only a least number is known: it is decided if every number from there on gives the same answer.",
    examples: () => [
      {
        kind: "user",
        condition: "user.accessKeys: { count: { where: { active: true }, lte: 1 } }",
        given: ["[]", "[on]", "[on, on]", "[on, unsure]", "[off, unsure]", "[on, more]", "[on, on, more]", UNKNOWN],
      },
    ],
    onNullable: onList("{ count: { gte: 1 } }"),
  },
};

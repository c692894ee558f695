import { complement } from "./complement.ts";
import { glob } from "./glob.ts";
import { onText, UNKNOWN } from "./words.ts";

export const notGlob = complement(glob, {
  name: "notGlob",
  words: {
    editor: "The exact complement of glob.",
    subject: "string",
    operand: "glob or list of globs",
    onNull: "true",
    meaning: "complement of glob",
    explained: "not glob",
    examples: () => [
      {
        kind: "accessKey",
        condition: 'accessKey.lastUsedService: { notGlob: "code*" }',
        given: ["codecommit", "s3", null, UNKNOWN].map((value) => `{ lastUsedService: ${value} }`),
      },
    ],
    onNullable: onText('{ notGlob: "x*" }'),
  },
});

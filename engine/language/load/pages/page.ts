/** How a fault looks and how it is fixed. The wrong example yields its code and nothing else, the right one nothing: a test holds both. */
export interface CodePage {
  /** What follows the head of a rule; with `whole`, the whole file. */
  wrong: string;
  right: string;
  whole?: true;
  /** Of lints: what follows the head of another rule, another-rule, that is there too. */
  beside?: string;
  /** Of lints: the rule is one of a pack. */
  packed?: true;
  /** Of lints: the wrong example has no tests. */
  untested?: "wrong";
  /** What to do, in a sentence or two. */
  fix: string;
}

/** The head that examples stand under: id, title, severity, rationale and message. */
const PAGE_HEAD = `id: example-rule
title: An example
severity: medium
rationale: It shows one thing.
message: found
`;

/** The other rule of a page that has one. */
export const besideFile = ({ beside }: CodePage): { file: string; text: string }[] =>
  beside === undefined ? [] : [{ file: "rules/another-rule.yaml", text: PAGE_HEAD.replace("example-rule", "another-rule") + beside }];

/** The file that an example is. */
export const exampleFile = (page: CodePage, which: "wrong" | "right"): { file: string; text: string } => ({
  file: "rules/example-rule.yaml",
  text: page.whole ? page[which] : PAGE_HEAD + page[which],
});

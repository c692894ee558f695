import type { Argument, Member, Remediation } from "../../../engine/remediate/plan.ts";
import { ACCOUNT } from "./samples.ts";

/** Names that a caller chose to break out of a script, or that a tool reads as something else. */
const HOSTILE: readonly string[] = [
  "o'brien",
  'say "hi"',
  "back\\slash\\n",
  "$(touch pwned)",
  "`touch pwned`",
  "${HOME}",
  "; rm -rf ~ #",
  "line one\nline two",
  "carriage\rreturn",
  "'''\"\"\"",
  "*/ throw 1 //",
  "-leading-dash",
  "--query",
  "[not-json",
  "{not: shorthand}",
  "a=b,c=d",
  "file:///etc/passwd",
  "https://example.com/x",
  "ünïcödé 🔑",
  "right\u202eleft",
  "\u2028line separator",
  "tag\u{e0041}",
  "bell\u0007\u001b[31mred",
  " spaces ",
  "%s %d \\x41",
  "<not-a-placeholder>",
  "{{not.a.path}}",
  "!history",
  "~",
  "*",
];

const value = (text: string | number | boolean): Argument => ({ kind: "value", value: text });

const plan = (rule: string, call: string, members: Member[], supply: string[] = [], text = "hostile"): Remediation => ({
  rule,
  title: text,
  severity: "high",
  status: "fail",
  message: text,
  resource: { kind: "none", arn: null, id: null, name: null },
  occurrence: null,
  account: ACCOUNT,
  partition: "aws",
  references: [],
  parts: [
    {
      kind: "remediation",
      console: [text],
      steps: [{ call, human: text === "hostile" ? null : text, status: "ready", with: members, supply, region: "us-east-1", notes: [], afterGap: false }],
    },
  ],
});

/** One remediation a hostile text, which stands as a name, in a list, in a structure, beside a placeholder, and in the comments. */
export function hostilePlans(): Remediation[] {
  return HOSTILE.flatMap((text, index) => [
    plan(
      `hostile-tag-${index}`,
      "iam:TagUser",
      [
        { name: "UserName", argument: value(text) },
        {
          name: "Tags",
          argument: {
            kind: "list",
            items: [
              {
                kind: "object",
                members: [
                  { name: "Key", argument: value(text) },
                  { name: "Value", argument: { kind: "text", parts: [text, { supply: "owner" }, text] } },
                ],
              },
            ],
          },
        },
      ],
      ["owner"],
      text,
    ),
    plan(
      `hostile-list-${index}`,
      "iam:UntagUser",
      [
        { name: "UserName", argument: { kind: "text", parts: [text, { supply: "suffix" }] } },
        { name: "TagKeys", argument: { kind: "list", items: [value(text), value("plain")] } },
      ],
      ["suffix"],
    ),
  ]);
}

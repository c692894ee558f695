import { judge, tapeOf, withDetails } from "../../engine/index.ts";
import { conditionOf, documentWith, ruleOf, tryRule } from "./ask.ts";
import { table } from "./sections.ts";

/** What stands in a message for each sort of value, printed by the engine. */
export function templateTable(): string[] {
  const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `g${at + 1}`);
  const rows: [what: string, path: string, given: Record<string, unknown>][] = [
    ["text, number, boolean", "user.path", { path: "/svc/" }],
    ["null", "user.permissionsBoundaryArn", { permissionsBoundaryArn: null }],
    ["unknown", "user.permissionsBoundaryArn", { permissionsBoundaryArn: { $unknown: "AccessDenied" } }],
    ["a list", "user.mfaDeviceIds", { mfaDeviceIds: names(3) }],
    ["a long list", "user.mfaDeviceIds", { mfaDeviceIds: names(8) }],
    ["an open list", "user.mfaDeviceIds", { mfaDeviceIds: [...names(2), { $unknown: "Throttled" }] }],
    ["an empty list", "user.mfaDeviceIds", { mfaDeviceIds: [] }],
  ];
  return table(
    ["value", "example", "prints"],
    rows.map(([what, path, given]) => [what, `\`{{${path}}}\``, `\`${printed(path, given)}\``]),
  );
}

function printed(path: string, given: Record<string, unknown>): string {
  const rule = ruleOf("user", `require: { user.mfaActive: true }\nmessage: "{{${path}}}"\n`);
  const document = documentWith("user", { mfaActive: false, ...given });
  const judged = judge(document, tapeOf(document), [rule]);
  if (!judged.ok) throw new Error(JSON.stringify(judged.errors));
  return withDetails(document, [rule], judged.results).results[0]?.message ?? "";
}

/** Files and patterns beyond every limit, and what the checker says of them: the numbers are its own. */
export function limitsTable(): string[] {
  const beyond: [what: string, parts: string][] = [
    ["length of a rule file", `# ${"x".repeat(250_000)}\nrequire: { user.mfaActive: true }\n`],
    ["depth", `require: ${"{ not: ".repeat(60)}{ user.mfaActive: true }${" }".repeat(60)}\n`],
    ["values, counting what an alias repeats", `require: { user.path: [${"a,".repeat(25_000)}a] }\n`],
    ["length of a regular expression", `require: { user.path: { matches: "${"ab?".repeat(500)}" } }\n`],
    ["size of a regular expression", `require: { user.path: { matches: "[a-z]{1000}[a-z]{1000}[a-z]{500}" } }\n`],
  ];
  return table(
    ["limit", "beyond it"],
    beyond.map(([what, parts]) => {
      const [first] = tryRule("user", parts).diagnostics;
      if (!first) throw new Error(`${what}: nothing is refused`);
      return [what, `${first.code} ${first.message}`];
    }),
  );
}

/** Conditions that show how absence is said; each is loaded. */
export const ABSENCE_EXAMPLES = [
  "account.name: { exists: true, isNot: x }",
  "account.name: { default: none, isNot: x }",
  "account.name: { notIn: [x, null] }",
].map((condition) => {
  conditionOf("user", condition);
  tryRule("user", `require:\n  ${condition}\n`).diagnostics.forEach(({ code, message }) => {
    throw new Error(`${condition}: ${code} ${message}`);
  });
  return condition;
});

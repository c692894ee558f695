import type { ReeveResults, Result } from "../../schemas/index.ts";
import { evidence, result, user } from "./fixture.ts";
import { gated, pullRequest, WAIVER } from "./gate-results.ts";

/** Texts that somebody who may create a user or write a record would choose. */
export const HOSTILE = {
  escape: "\u001b[2J\u001b]0;owned\u0007",
  deceiving: "\u202egpj.exe\u2066",
  nul: "a\u0000b\ufffe\uffff",
  half: "\ud800",
  formula: '=HYPERLINK("https://evil.example","x")',
  formulaLater: " \"=cmd|' /C calc'!A0",
  formulaInCell: "a;=1+1",
  at: "@SUM(1+1)*cmd",
  html: "<script>alert(1)</script><img src=x onerror=alert(1)>",
  cdata: "]]><!--",
  entity: "&amp;&#x1b;&lol;",
  link: "[click](https://evil.example) ![x](https://evil.example/x.png) {0}",
  lines: "one\r\n::error::two\n\n# three",
  long: "x".repeat(20_000),
} as const;

const blockingIn = (list: readonly Result[], { gate }: ReeveResults): string[] => [
  ...(gate?.blocking ?? []),
  ...list.flatMap(({ status, waiver, fingerprint }) => (status === "fail" && waiver === undefined && fingerprint !== undefined ? [fingerprint] : [])),
];

/** Everything that results may hold, with hostile text wherever text goes. */
export function hostile(): ReeveResults {
  const base = pullRequest();
  const list: Result[] = Object.entries(HOSTILE).map(([name, text], index) =>
    result({
      rule: "user-console-mfa",
      resource: { kind: "user", arn: `arn:aws:iam::444455556666:user/${text}`, id: `AIDA${text}`, name: text },
      fingerprint: `v1:${String(index).padStart(64, "0")}`,
      message: text,
      region: text,
      evidence: [evidence(`user.tags[${text}]`, text, text), evidence(name, [text, { $unknown: "g1" }])],
      delta: index % 2 === 0 ? "introduced" : "unchanged",
      location: { address: `aws_iam_user.x["${text}"]`, file: `iam/${text}.tf`, line: 3 },
    }),
  );
  const all = Object.values(HOSTILE).join(" ");
  list.push(
    result({ rule: "user-owner-tag", resource: user("w"), waiver: { ...WAIVER, reason: all, owner: all, ticket: all, file: all } }),
    result({ rule: "user-owner-tag", resource: user("u"), status: "unknown", gaps: ["hostile"], message: all }),
    result({ rule: "user-owner-tag", resource: user("m"), status: "unknown", reason: "manual", message: all }),
  );
  const whole = gated(
    [...base.results, ...list],
    { ...base.gate, blocking: blockingIn(list, base), problems: [{ code: "other-account", address: all, message: all }] },
    base,
  );
  const gap = { source: all, reason: "AccessDenied" as const, deniedBy: all, permission: all, scope: all, message: all };
  return {
    ...whole,
    results: [...base.results, ...list],
    gaps: { ...base.gaps, hostile: gap },
    rules: whole.rules.map((rule) => ({
      ...rule,
      title: all,
      rationale: all,
      controls: { [all]: [all] },
      references: [`javascript:${all}`, "https://docs.aws.amazon.com/x"],
    })),
    waivers: [...(base.waivers ?? []), { ...WAIVER, rule: all, reason: all, detail: all, state: "too-broad", matches: 40 }],
  };
}

import { judged } from "../judged.ts";
import { waiver } from "../policy-files.ts";
import type { Scenario } from "../run.ts";
import { denied, OTHER, snapshot, user } from "../world.ts";

const CLEAN = judged(snapshot({ users: [user("ann")] }), "people");
const BAD = judged(snapshot({ users: [user("ann"), user("bob", { mfaActive: false })] }), "people");
const BAD_ELSEWHERE = judged(snapshot({ users: [user("eve", { mfaActive: false }, OTHER)] }, OTHER), "people");
const HALF = judged(
  snapshot({ users: [user("ann"), user("bob", { mfaActive: { $unknown: "g1" } })], gaps: { g1: denied("iam:GenerateCredentialReport") } }),
  "people",
);
const NOBODY = judged(snapshot({ users: [] }), "people");
const WAIVED_THEN = {
  ...BAD,
  results: BAD.results.map((result) =>
    result.status === "fail"
      ? { ...result, waiver: { file: "w.yaml", line: 1, kind: "accepted-risk", reason: "then", owner: "a", ticket: null, expires: "2026-12-31", daysLeft: 9 } }
      : result,
  ),
};
const ONE = ["--results", "{dir}/r.json"];

/** Results that `reeve check --format json` wrote, decided on by waivers, baseline and bindings of now. */
export const JUDGED_ELSEWHERE: Scenario[] = [
  { name: "results without a finding pass", files: { "r.json": CLEAN }, args: ONE, code: 0, summary: "PASSED: no finding blocks" },
  {
    name: "a finding in results blocks",
    files: { "r.json": BAD },
    args: ONE,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
    says: ["HIGH bob signs in without MFA"],
  },
  {
    name: "a binding may name a pack that only the results have",
    files: { "r.json": JSON.stringify(BAD).replaceAll('"people"', '"faraway"') },
    config: "bindings: [{ pack: faraway, enforcement: mandatory }]\n",
    args: ONE,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
  },
  {
    name: "a finding in results is waived by what is kept now",
    files: { "r.json": BAD, "waivers/w.yaml": waiver("bob") },
    args: ONE,
    code: 0,
    summary: "PASSED: no finding blocks",
    says: ["WAIVED 1", "Gets a key on Friday"],
  },
  {
    name: "a waiver that results were written with counts no longer",
    files: { "r.json": WAIVED_THEN },
    args: ONE,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
    never: ["WAIVED"],
  },
  {
    name: "an unknown in results is incomplete evidence",
    files: { "r.json": HALF },
    args: ONE,
    code: 3,
    summary: "INCOMPLETE: 1 result unknown (--allow-unknown accepts it)",
  },
  {
    name: "results of several accounts are one gate",
    files: { "r.json": CLEAN, "other.json": BAD_ELSEWHERE },
    args: [...ONE, "--results", "{dir}/other.json"],
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
    says: ["eve signs in without MFA", OTHER],
  },
  {
    name: "results that decided nothing are never success",
    files: { "r.json": NOBODY },
    args: ONE,
    code: 3,
    summary: "INCOMPLETE: nothing was decided",
  },
  {
    name: "results of an old snapshot are incomplete evidence",
    files: { "r.json": CLEAN },
    args: [...ONE, "--max-age", "2h"],
    code: 3,
    summary: "INCOMPLETE: the snapshot of 111122223333 is 6 h old; maxAge is 2h",
  },
  {
    name: "a binding below which a finding in results lies lets it pass",
    files: { "r.json": BAD },
    config: 'bindings: [{ pack: "*", severity: critical, enforcement: mandatory }]\n',
    args: ONE,
    code: 0,
    summary: "PASSED: no finding blocks",
  },
];

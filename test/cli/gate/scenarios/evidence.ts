import { detachRecord, waiver } from "../policy-files.ts";
import type { Scenario } from "../run.ts";
import { denied, group, OTHER, snapshot, user } from "../world.ts";

const UNKNOWN = { $unknown: "g1" };
const GAPS = { g1: denied("iam:GenerateCredentialReport") };
const HALF = snapshot({ users: [user("ann"), user("bob", { mfaActive: UNKNOWN })], gaps: GAPS });
const WORSE = snapshot({ users: [user("ann", { mfaActive: false }), user("bob", { mfaActive: UNKNOWN })], gaps: GAPS });
const UNREAD = snapshot({ users: UNKNOWN, gaps: GAPS });
const CLEAN = snapshot({ users: [user("ann")] });
const PEOPLE = ["--snapshot", "{dir}/s.json", "--pack", "people"];
const RECORDS = ["--snapshot", "{dir}/s.json", "--events", "{dir}/log.json", "--pack", "records"];

/** What is unknown, too old, or not there at all. */
export const EVIDENCE: Scenario[] = [
  {
    name: "an unknown makes the evidence incomplete",
    files: { "s.json": HALF },
    args: PEOPLE,
    code: 3,
    summary: "INCOMPLETE: 1 result unknown (--allow-unknown accepts it)",
    says: ["iam:GenerateCredentialReport is denied", "Next: grant what is missing"],
  },
  {
    name: "--allow-unknown accepts it",
    files: { "s.json": HALF },
    args: [...PEOPLE, "--allow-unknown"],
    code: 0,
    summary: "PASSED: no finding blocks; 1 result unknown",
  },
  {
    name: "allowUnknown of reeve.yaml accepts it",
    files: { "s.json": HALF },
    config: "allowUnknown: true\n",
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks; 1 result unknown",
  },
  {
    name: "an accepted gap is no missing evidence, and stays visible",
    files: { "s.json": HALF },
    config: 'acceptedGaps: [{ source: "iam:GenerateCredentialReport", reason: Denied by the organization, expires: "2026-12-31" }]\n',
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks; 1 result unknown",
    says: ["accepted in reeve.yaml until 2026-12-31"],
  },
  {
    name: "an acceptance that has expired accepts nothing",
    files: { "s.json": HALF },
    config: 'acceptedGaps: [{ source: "iam:GenerateCredentialReport", reason: Denied by the organization, expires: "2026-02-28" }]\n',
    args: PEOPLE,
    code: 3,
    summary: "INCOMPLETE: 1 result unknown (--allow-unknown accepts it)",
  },
  {
    name: "a finding comes before what is unknown",
    files: { "s.json": WORSE },
    args: PEOPLE,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high); 1 result unknown (--allow-unknown accepts it)",
  },
  {
    name: "a waiver that says so waives an unknown",
    files: { "s.json": HALF, "waivers/w.yaml": waiver("bob", { unknown: true }) },
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks; 1 result unknown",
    says: ["bob: Console users sign in with MFA (high, unknown)"],
  },
  {
    name: "a waiver that does not say so waives no unknown",
    files: { "s.json": HALF, "waivers/w.yaml": waiver("bob") },
    args: PEOPLE,
    code: 3,
    summary: "INCOMPLETE: 1 result unknown (--allow-unknown accepts it)",
  },
  {
    name: "nothing decided is no pass, whatever is accepted",
    files: { "s.json": UNREAD },
    args: [...PEOPLE, "--allow-unknown"],
    code: 3,
    summary: "INCOMPLETE: nothing was decided",
  },
  { name: "rules that apply to nothing decide nothing", files: { "s.json": snapshot() }, args: PEOPLE, code: 3, summary: "INCOMPLETE: nothing was decided" },
  {
    name: "a manual control is no missing evidence",
    files: { "s.json": CLEAN },
    args: [...PEOPLE, "--pack", "paper"],
    code: 0,
    summary: "PASSED: no finding blocks; 1 result unknown",
  },
  {
    name: "a manual control alone decides nothing",
    files: { "s.json": CLEAN },
    args: ["--snapshot", "{dir}/s.json", "--pack", "paper"],
    code: 3,
    summary: "INCOMPLETE: nothing was decided",
  },
  {
    name: "an attestation decides it, visibly",
    files: {
      "s.json": CLEAN,
      "attestations/a.yaml": JSON.stringify({
        attestations: [{ rule: "account-reviewed", by: "ann@example.com", at: "2026-02-01", evidence: "minutes of the review", expires: "2026-05-01" }],
      }),
    },
    args: ["--snapshot", "{dir}/s.json", "--pack", "paper"],
    code: 0,
    summary: "PASSED: no finding blocks",
  },
  {
    name: "a snapshot older than --max-age is incomplete evidence",
    files: { "s.json": CLEAN },
    args: [...PEOPLE, "--max-age", "5h"],
    code: 3,
    summary: "INCOMPLETE: the snapshot of 111122223333 is 6 h old; maxAge is 5h",
    says: ["Next: reeve collect"],
  },
  { name: "one as old as --max-age is not", files: { "s.json": CLEAN }, args: [...PEOPLE, "--max-age", "6h"], code: 0, summary: "PASSED: no finding blocks" },
  {
    name: "maxAge of reeve.yaml counts",
    files: { "s.json": CLEAN },
    config: "maxAge: 1h\n",
    args: PEOPLE,
    code: 3,
    summary: "INCOMPLETE: the snapshot of 111122223333 is 6 h old; maxAge is 1h",
  },
  {
    name: "the flag comes before reeve.yaml",
    files: { "s.json": CLEAN },
    config: "maxAge: 1h\n",
    args: [...PEOPLE, "--max-age", "1d"],
    code: 0,
    summary: "PASSED: no finding blocks",
  },
  {
    name: "--allow-unknown does not make an old snapshot young",
    files: { "s.json": CLEAN },
    config: "maxAge: 1h\n",
    args: [...PEOPLE, "--allow-unknown", "--now", "2026-03-09"],
    code: 3,
    summary: "INCOMPLETE: the snapshot of 111122223333 is 7 days old; maxAge is 1h",
  },
  {
    name: "a finding comes before an old snapshot",
    files: { "s.json": WORSE },
    args: [...PEOPLE, "--max-age", "1h", "--allow-unknown"],
    code: 1,
    summary: "BLOCKED: 1 finding (1 high); the snapshot of 111122223333 is 6 h old; maxAge is 1h",
  },
  {
    name: "the oldest of several snapshots is named",
    files: {
      "s/111122223333.json": CLEAN,
      "s/444455556666.json": { ...snapshot({ users: [user("ann", {}, OTHER)] }, OTHER), collectedAt: "2026-02-01T00:00:00.000Z" },
    },
    args: ["--snapshots", "{dir}/s/{account}.json", "--pack", "people", "--max-age", "1h"],
    code: 3,
    summary: "INCOMPLETE: 2 snapshots are too old; that of 444455556666 is 28 days old; maxAge is 1h",
  },
  {
    name: "a match that may be excused counts as a finding",
    files: { "s.json": snapshot({ groups: [group("developers", [])] }), "log.json": detachRecord("2026-02-01T00:00:00Z") },
    args: RECORDS,
    code: 1,
    summary: "BLOCKED: 1 match that may be excused (evidence is missing); nothing was decided",
  },
  {
    name: "an event is a finding where the state before it does not excuse it",
    files: { "s.json": snapshot({ groups: [group("developers", [])] }), "log.json": detachRecord("2026-03-01T07:00:00Z") },
    args: RECORDS,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
  },
  {
    name: "an event is excused where it does",
    files: { "s.json": snapshot({ groups: [{ ...group("developers", []), path: "/sandbox/" }] }), "log.json": detachRecord("2026-03-01T07:00:00Z") },
    args: RECORDS,
    code: 0,
    summary: "PASSED: no finding blocks",
  },
  {
    name: "records alone can be judged",
    files: { "log.json": detachRecord("2026-03-01T07:00:00Z") },
    args: ["--events", "{dir}/log.json", "--pack", "records"],
    code: 1,
    summary: "BLOCKED: 1 match that may be excused (evidence is missing); nothing was decided",
  },
];

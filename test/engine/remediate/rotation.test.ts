import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/normalize/cloudtrail/event-set.ts";
import { completeDocument } from "../../../engine/author/testing/complete.ts";
import { renderCli } from "../../../engine/remediate/cli.ts";
import { combineRemediations } from "../../../engine/remediate/combine.ts";
import { confirmation, readySteps } from "../../../engine/remediate/outline.ts";
import type { Remediation } from "../../../engine/remediate/plan.ts";
import { renderPython } from "../../../engine/remediate/python.ts";
import { remediate } from "../../../engine/remediate/remediate.ts";
import { renderTypeScript } from "../../../engine/remediate/typescript.ts";
import { hasExtra } from "../../extras.ts";
import { evaluate } from "../../judged.ts";
import { isPosix } from "../../platform.ts";
import { answers, callOn, faultsOf, type KeyAccount, keyAccount } from "./key-account.ts";
import { plain } from "./samples.ts";
import { shippedRules } from "./shipped.ts";

const OLD = "AKIAOLDOLDOLDOLDOLD1";
const USED = "AKIAUSEDUSEDUSEDUSE1";
const CLOCK = "2026-06-01T00:00:00Z";
const IDS = ["user-access-key-rotation", "user-access-key-unused", "user-access-key-inactive", "user-no-access-key-at-setup", "user-single-active-access-key"];
const RULES = shippedRules().filter(({ id }) => IDS.includes(id));

interface Key {
  id: string;
  active?: boolean;
  createdAt?: string;
  lastUsedAt?: string | null | object;
}

interface Case {
  name: string;
  keys: Key[];
  /** More keys may exist than the document has. */
  open?: boolean;
  /** Keys whose findings are fixed; all where it is left out. */
  of?: string[];
  rules?: string[];
  /** The only working key, which nothing uses: who skips nothing takes it away. */
  lone?: boolean;
  /** Calls and the keys that they are about, in order; `+` makes one. */
  steps: string[];
}

const used: Key = { id: USED, createdAt: "2025-06-01T00:00:00Z", lastUsedAt: "2026-05-31T00:00:00Z" };
const old: Key = { id: OLD, createdAt: "2025-01-01T00:00:00Z", lastUsedAt: "2026-05-01T00:00:00Z" };

const retire = (id: string): string[] => [`GetAccessKeyLastUsed ${id}`, `UpdateAccessKey ${id}`, `DeleteAccessKey ${id}`];

const discard = (id: string): string[] => [`UpdateAccessKey ${id}`, `DeleteAccessKey ${id}`];
/** An unused key is due too. */
const BOTH = ["user-access-key-rotation", "user-access-key-unused"];

const CASES: Case[] = [
  { name: "one key", keys: [used], steps: ["CreateAccessKey +", ...retire(USED)] },
  { name: "two keys, both due", keys: [used, old], steps: [...retire(OLD), "CreateAccessKey +", ...retire(USED)] },
  { name: "two keys, both due, listed the other way round", keys: [old, used], steps: [...retire(OLD), "CreateAccessKey +", ...retire(USED)] },
  { name: "the one in use of two", keys: [used, old], of: [USED], steps: [...retire(OLD), "CreateAccessKey +", ...retire(USED)] },
  { name: "the idle one of two", keys: [used, old], of: [OLD], steps: retire(OLD) },
  {
    name: "two keys of which one was never used, though it is the newer",
    keys: [old, { ...used, lastUsedAt: null }],
    steps: [...retire(USED), "CreateAccessKey +", ...retire(OLD)],
  },
  {
    name: "two keys whose use is unknown: the older one first",
    keys: [
      { ...used, lastUsedAt: { $unknown: "AccessDenied" } },
      { ...old, lastUsedAt: { $unknown: "AccessDenied" } },
    ],
    steps: [...retire(OLD), "CreateAccessKey +", ...retire(USED)],
  },
  { name: "a key beside an inactive one", keys: [used, { ...old, active: false }], steps: [`DeleteAccessKey ${OLD}`, "CreateAccessKey +", ...retire(USED)] },
  { name: "a key whose replacement was made already", keys: [used, { ...old, createdAt: "2026-05-30T00:00:00Z", lastUsedAt: null }], steps: retire(USED) },
  { name: "a key beside others that may exist", keys: [used], open: true, steps: ["CreateAccessKey +", ...retire(USED)] },
  {
    name: "two keys, both due and unused, by two rules at once",
    keys: [
      { ...used, lastUsedAt: "2026-01-31T00:00:00Z" },
      { ...old, lastUsedAt: "2026-01-01T00:00:00Z" },
    ],
    rules: BOTH,
    // Nothing uses either: no new key, and the last one is left.
    steps: discard(OLD),
  },
  {
    name: "one key, due and unused, by two rules at once",
    keys: [{ ...old, lastUsedAt: "2026-01-01T00:00:00Z" }],
    rules: BOTH,
    steps: [`UpdateAccessKey ${OLD}`],
    lone: true,
  },
  {
    name: "an unused key beside one that is made lately",
    keys: [
      { ...old, lastUsedAt: null },
      { ...used, createdAt: "2026-05-30T00:00:00Z" },
    ],
    rules: BOTH,
    steps: discard(OLD),
  },
  {
    name: "an unused key beside a used one, both due",
    keys: [used, { ...old, lastUsedAt: null }],
    rules: BOTH,
    steps: [...retire(OLD), "CreateAccessKey +", ...retire(USED)],
  },
  {
    name: "an unused key beside an inactive one",
    keys: [
      { ...old, lastUsedAt: null },
      { ...used, active: false },
    ],
    rules: BOTH,
    steps: [`UpdateAccessKey ${OLD}`],
    lone: true,
  },
  {
    name: "two unused keys, by the rule on unused keys only",
    keys: [
      { ...old, lastUsedAt: null },
      { ...used, lastUsedAt: "2026-01-31T00:00:00Z" },
    ],
    rules: ["user-access-key-unused"],
    steps: discard(OLD),
  },
  { name: "one unused key", keys: [{ ...old, lastUsedAt: null }], rules: ["user-access-key-unused"], steps: discard(OLD), lone: true },
  {
    name: "one key of a user with a password that was never used",
    keys: [{ ...old, lastUsedAt: null }],
    rules: ["user-no-access-key-at-setup"],
    steps: discard(OLD),
    lone: true,
  },
  {
    name: "an unused key beside an inactive one, by the rules on unused and on inactive keys",
    keys: [
      { ...old, lastUsedAt: null },
      { ...used, active: false, lastUsedAt: "2026-01-31T00:00:00Z" },
    ],
    rules: ["user-access-key-inactive", "user-access-key-unused"],
    steps: [`DeleteAccessKey ${USED}`, ...discard(OLD)],
  },
  {
    name: "two keys that were never used, of a user with a password",
    keys: [
      { ...old, lastUsedAt: null },
      { ...used, lastUsedAt: null },
    ],
    rules: ["user-no-access-key-at-setup"],
    // Of both the calls are printed, and made while another key works.
    steps: [`UpdateAccessKey ${OLD}`, `UpdateAccessKey ${USED}`, `DeleteAccessKey ${OLD}`, `DeleteAccessKey ${USED}`],
  },
  {
    name: "two unused keys, by two rules on unused keys at once",
    keys: [
      { ...old, lastUsedAt: null },
      { ...used, lastUsedAt: null },
    ],
    rules: ["user-access-key-unused", "user-no-access-key-at-setup"],
    steps: [...discard(OLD), `UpdateAccessKey ${USED}`, `DeleteAccessKey ${USED}`],
  },
  { name: "an unused key beside others that may exist", keys: [{ ...old, lastUsedAt: null }], open: true, rules: BOTH, steps: discard(OLD) },
];

function rotationOf(each: Case): Remediation {
  const [joined] = combineRemediations(remediationsOf(each));
  if (!joined) throw new Error("nothing to fix");
  return joined;
}

function remediationsOf({ keys, open, of, rules = ["user-access-key-rotation"] }: Case): Remediation[] {
  const userArn = "arn:aws:iam::123456789012:user/dora";
  const list = keys.map((key) => ({ active: true, userArn, userName: "dora", ...key }));
  const accessKeys = open ? [...list, { $unknown: "Throttled" }] : list;
  const given = { collectedAt: CLOCK, account: { id: "123456789012" }, users: [{ name: "dora", arn: userArn, passwordEnabled: true }], accessKeys };
  const { document, problems } = completeDocument(given, normalizeRecords);
  const judged = evaluate(document, RULES);
  if (!judged.ok || problems.length > 0) throw new Error(JSON.stringify(problems));
  const { results } = judged.results;
  const findings = rules.flatMap((id) =>
    results.filter(
      (result) =>
        result.rule === id && result.status === "fail" && (result.resource.kind === "user" || (of ?? [result.resource.id]).includes(result.resource.id!)),
    ),
  );
  const named = new Set(findings.map(({ fingerprint }) => fingerprint!));
  return findings.map((result) => remediate(RULES.find(({ id }) => id === result.rule)!, result, document, { rules: RULES, results, named }));
}

const ready = (remediation: Remediation) => readySteps(remediation.parts);
const questions = (remediation: Remediation): number => ready(remediation).filter((step) => confirmation(step) !== null).length;

/** What the account holds at the start: with `open`, a key that the document lacks. */
const accountOf = ({ keys, open }: Case): Record<string, "Active" | "Inactive"> => ({
  ...Object.fromEntries(keys.map(({ id, active = true }) => [id, active ? "Active" : "Inactive"])),
  ...(open ? { AKIAOTHEROTHEROTHER1: "Active" } : {}),
});

describe("the steps of a rotation", () => {
  it.each(CASES)("are right for $name", (each) => {
    const steps = ready(rotationOf(each)).map(({ call, with: members }) => `${call.slice(4)} ${(plain(members).AccessKeyId as string | undefined) ?? "+"}`);
    expect(steps).toEqual(each.steps);
  });

  it("say that a key which nothing uses is retired and not replaced, and for which findings", () => {
    const script = (name: string): string => renderCli(rotationOf(CASES.find((each) => each.name === name)!));
    const lone = script("one key, due and unused, by two rules at once");
    expect(lone).toContain(`no new key: nothing uses ${OLD} (user-access-key-unused). It is retired and not replaced, which fixes this finding too.`);
    expect(lone).toMatch(/if confirm '[^\n]*This also fixes user-access-key-rotation: nothing uses AKIAOLD/);
    expect(lone).toContain(`not yet: delete ${OLD} once it was inactive for some days`);
    expect(script("two keys, both due and unused, by two rules at once")).toContain(`neither key of the user is used, and ${OLD} goes first`);
    expect(script("an unused key beside a used one, both due")).toMatch(new RegExp(`# Also for: .*${OLD}`));
  });

  it("ask before a new key is made for one that nothing uses, where only its rotation is named", () => {
    const script = renderCli(rotationOf({ ...CASES.find(({ lone }) => lone)!, rules: ["user-access-key-rotation"] }));
    expect(script).toMatch(/if confirm '[^\n]*Nothing uses AKIAOLD\w+ \(user-access-key-unused\)\. Where no program is to use a new key, stop here/);
    expect(renderCli(rotationOf(CASES[0]!))).not.toContain("Nothing uses");
  });

  it("send a person from the rotation of an unused key to the finding that retires it", () => {
    const { parts } = remediationsOf(CASES.find(({ lone }) => lone)!)[0]!;
    expect(parts[0]?.console).toEqual([expect.stringMatching(/^Make no new key: nothing uses AKIAOLD/)]);
  });

  it.each([false, true])("delete a key that was inactive only where it still is, in every language (more keys may exist: %s)", (open) => {
    const remediation = rotationOf({ name: "an inactive key", keys: [{ ...old, active: false }], open, rules: ["user-access-key-inactive"], steps: [] });
    expect(ready(remediation).map(({ call, onlyInactive }) => [call, onlyInactive])).toEqual([["iam:DeleteAccessKey", true]]);
    expect(renderCli(remediation)).toMatch(/inactive_key [^\n]*AKIAOLD/);
    expect(renderPython(remediation)).toMatch(/inactive_key\([^\n]*AKIAOLD/);
    expect(renderTypeScript(remediation)).toMatch(/inactiveKey\([^\n]*AKIAOLD/);
  });

  it("say which key goes first, and why", () => {
    const script = renderCli(rotationOf(CASES[1]!));
    expect(script).toContain(`${OLD} was used less recently than the other key of the user, or never.`);
    expect(renderCli(rotationOf(CASES[4]!))).toContain(`${USED}, made 2025-06-01T00:00:00.000Z stays`);
    expect(renderCli(rotationOf(CASES[8]!))).toMatch(new RegExp(`the user has ${OLD} already`));
  });
});

/** Runs a TypeScript script with the SDK and the terminal replaced. */
async function runTypeScript(script: string, account: KeyAccount, given: readonly string[]): Promise<void> {
  const left = [...given];
  const commands = ["CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey", "GetAccessKeyLastUsed", "ListAccessKeys", "GetCallerIdentity"].map((call) => [
    `${call}Command`,
    function (this: { call: string; input: object }, input: object) {
      Object.assign(this, { call, input });
    },
  ]);
  function Client(this: object) {
    Object.assign(this, {
      send: ({ call, input }: { call: string; input: object }) =>
        Promise.resolve(call === "GetCallerIdentity" ? { Account: "123456789012" } : callOn(account, call, input)),
    });
  }
  const parts = { ...Object.fromEntries(commands), IAMClient: Client, STSClient: Client };
  const answers = { next: () => Promise.resolve({ done: false, value: left.shift() ?? "no more answers" }) };
  const createInterface = () => ({ [Symbol.asyncIterator]: () => answers, close: () => {} });
  const names = [...Object.keys(parts), "createInterface", "console", "process"];
  const code = ts.transpileModule(script.replace(/^import .*$/gm, ""), { compilerOptions: { target: ts.ScriptTarget.ES2022 } }).outputText;
  const run = new Function(...names, `return (async () => {${code}\n})();`);
  await run(...Object.values(parts), createInterface, { log: () => {}, error: () => {} }, { stdin: { isTTY: false }, stderr: { write: () => true }, env: {} });
}

/** Stands in for the AWS CLI: keeps the keys in a file, one a line, and writes down what was called and how many keys work. */
const KEY_AWS = `#!/bin/sh
case "$1 $2" in "sts get-caller-identity") echo 123456789012; exit 0 ;; esac
call=$2; status=; id=
for word in "$@"; do
  case "$last" in --access-key-id) id=$word ;; --status) status=$word ;; esac
  last=$word
done
case "$call" in
  list-access-keys) sed -n 's/ Active$//p' "$KEYS" ;;
  create-access-key) if [ "$(wc -l < "$KEYS")" -ge 2 ]; then exit 254; fi; echo "AKIANEWNEWNEWNEWNEW1 Active" >> "$KEYS" ;;
  update-access-key) grep -q "^$id " "$KEYS" || exit 254; sed "s/^$id .*/$id $status/" "$KEYS" > "$KEYS.new"; mv "$KEYS.new" "$KEYS" ;;
  delete-access-key) grep -q "^$id " "$KEYS" || exit 254; sed "/^$id /d" "$KEYS" > "$KEYS.new"; mv "$KEYS.new" "$KEYS" ;;
esac
echo "$call $(grep -c ' Active$' "$KEYS")" >> "$RECORD"
exit 0
`;

const OPERATIONS: Record<string, string> = { "create-access-key": "CreateAccessKey", "delete-access-key": "DeleteAccessKey" };

function runShell(folder: string, keys: Readonly<Record<string, string>>, given: readonly string[]): KeyAccount["seen"] {
  const [file, record] = [join(folder, "keys"), join(folder, "record")];
  writeFileSync(
    file,
    Object.entries(keys)
      .map(([id, status]) => `${id} ${status}\n`)
      .join(""),
  );
  writeFileSync(record, "");
  const env = { PATH: `${folder}${delimiter}${process.env.PATH ?? ""}`, KEYS: file, RECORD: record };
  spawnSync("sh", ["fix.sh"], { cwd: folder, env, encoding: "utf8", input: given.map((answer) => `${answer}\n`).join(""), timeout: 20_000 });
  return readFileSync(record, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split(" "))
    .map(([call = "", working]) => ({ call: OPERATIONS[call] ?? call, working: Number(working) }));
}

/** The shapes that rotations have; every script is a process, or a hundred. */
const SLOW = CASES.filter(({ name }) => ["one key", "one unused key", "two keys, both due", "a key beside an inactive one"].includes(name));

interface Course {
  given: string[];
  seen: KeyAccount["seen"];
}

const faulty = (courses: readonly Course[]): string[] => courses.flatMap(({ given, seen }) => faultsOf(seen).map((fault) => `${given.join("")}: ${fault}`));

/** Skipping everything changes nothing, agreeing to everything retires what it can. */
function expectSafe(courses: readonly Course[], count: number, isLone = false): void {
  expect(courses).toHaveLength(2 ** count);
  expect(faulty(courses.filter(({ given }) => !isLone || given[0] === "s"))).toEqual([]);
  const writes = ({ seen }: Course): number => seen.filter(({ call }) => /^(Create|Delete|Update)/.test(call)).length;
  expect(writes(courses.at(-1)!)).toBe(0);
  expect(writes(courses[0]!)).toBeGreaterThan(0);
}

describe("whatever is skipped, a working key is left", () => {
  it.each(CASES)("by the TypeScript script: $name", async (each) => {
    const remediation = rotationOf(each);
    const script = renderTypeScript(remediation);
    const courses: Course[] = [];
    for (const given of answers(questions(remediation))) {
      const account = keyAccount(accountOf(each));
      // A call that AWS refuses ends the script.
      await runTypeScript(script, account, given).catch(() => {});
      courses.push({ given, seen: account.seen });
    }
    if (each.open) expect(faulty(courses)).toEqual([]);
    else expectSafe(courses, questions(remediation), each.lone);
  });

  describe.runIf(isPosix("rotations by shell"))("by the shell script", () => {
    it.each(SLOW)(
      "$name",
      (each) => {
        const remediation = rotationOf(each);
        const folder = mkdtempSync(join(tmpdir(), "reeve-keys-"));
        writeFileSync(join(folder, "aws"), KEY_AWS);
        chmodSync(join(folder, "aws"), 0o755);
        writeFileSync(join(folder, "fix.sh"), renderCli(remediation));
        const courses = [...answers(questions(remediation))].map((given) => ({ given, seen: runShell(folder, accountOf(each), given) }));
        rmSync(folder, { recursive: true });
        expect(faulty(courses.filter(({ given }) => !each.lone || given[0] === "s"))).toEqual([]);
        expect(courses.some(({ seen }) => seen.length > 0)).toBe(true);
      },
      120_000,
    );
  });

  describe.runIf(hasExtra("moto_server", "rotations by boto3 against moto"))("by the Python script, against moto", () => {
    it.each(SLOW)(
      "$name",
      (each) => {
        const remediation = rotationOf(each);
        const ways = [...answers(questions(remediation))];
        const run = spawnSync("python3", [join(import.meta.dirname, "run_keys.py")], {
          input: JSON.stringify({ script: renderPython(remediation), keys: accountOf(each), answers: ways }),
          encoding: "utf8",
          maxBuffer: 1e8,
          timeout: 240_000,
        });
        if (run.status !== 0) throw new Error(run.stderr);
        const ran = JSON.parse(run.stdout) as { seen: KeyAccount["seen"]; fault: string | null }[];
        expectSafe(
          ran.map(({ seen }, index) => ({ given: ways[index]!, seen })),
          questions(remediation),
          each.lone,
        );
        expect(ran[0]!.fault).toBeNull();
      },
      300_000,
    );
  });

  it("would be noticed where it is not so", () => {
    const account = keyAccount({ [USED]: "Active", [OLD]: "Active" });
    for (const AccessKeyId of [USED, OLD]) callOn(account, "DeleteAccessKey", { AccessKeyId });
    expect(faultsOf(account.seen)).toEqual(["no key works after DeleteAccessKey", "an active key is deleted", "two deletions without a creation between them"]);
  });
});

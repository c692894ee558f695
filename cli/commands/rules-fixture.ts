import { existsSync } from "node:fs";
import { ANY_SNAPSHOT, documentOfEvents, normalizeRecords, readEventFiles, readSnapshot, withEvents } from "../../collectors/index.ts";
import { testPathOf, testPathsOf } from "../../document/text/index.ts";
import {
  appendCases,
  type CheckedRule,
  caseText,
  cutFixture,
  evaluateOptions,
  type FixtureSubject,
  findEvent,
  findResource,
  wholeFixture,
} from "../../engine/index.ts";
import { kindText, plural, short, visible } from "../../reporters/index.ts";
import type { ReeveDocument } from "../../schemas/index.ts";
import { updateFile } from "../files.ts";
import type { RulesFixtureFlags } from "../flags.ts";
import { version } from "../folders.ts";
import type { Io } from "../io.ts";
import { inputText } from "../read-input.ts";
import { refuse } from "../refuse.ts";
import { choose, selectionOf } from "../selection/choose.ts";
import { ALL_RULES, type RuleSelection } from "../selection/sources.ts";
import { UsageError } from "../usage-error.ts";

/** What `rules fixture` was called with. */
interface RulesFixtureInput {
  from: readonly string[];
  /** What is cut: a resource by ARN, id or name, or a record by its id. */
  wanted: { kind: "resource" | "event"; name: string };
  /** The rule whose case it becomes, and how its parameters are set; null for a case of no rule. */
  rule: { id: string; selection: RuleSelection } | null;
  /** Puts the case into the rule's test file. */
  writes: boolean;
}

function rulesFixtureInput({ from, resource, event, rules, rule, param, config, write }: RulesFixtureFlags): RulesFixtureInput {
  if ((resource === undefined) === (event === undefined)) throw new UsageError("say what to cut: --resource <arn> or --event <eventID>, one of the two.");
  if (write && rule === undefined) throw new UsageError("--write needs --rule: the case goes into that rule's test file.");
  return {
    from,
    wanted: event === undefined ? { kind: "resource", name: resource ?? "" } : { kind: "event", name: event },
    rule: rule === undefined ? null : { id: rule, selection: { ...ALL_RULES, rules: rules ?? null, config: config ?? null, rule: [rule], param } },
    writes: write === true,
  };
}

/** Cuts a test case from a snapshot or from records, with invented names; `--write` puts it into the rule's test file. */
export async function rulesFixture(flags: RulesFixtureFlags, io: Io): Promise<number> {
  const { from, wanted, rule: named, writes } = rulesFixtureInput(flags);
  const chosen = named && choose(named.selection);
  if (chosen && (await refuse(chosen, io))) return 2;
  const rule = chosen?.rules.find(({ id, formerly }) => id === named?.id || formerly.includes(named?.id ?? "")) ?? null;
  if (named && !rule) throw new UsageError(`no rule is called ${short(named.id)}.`);
  if (rule) fits(rule, wanted);
  const document = await documentOf(from);
  const subject = subjectIn(document, rule, wanted);
  if (!rule || !chosen) {
    const { given, name } = wholeFixture(document, subject);
    const status = subject.kind === "event" ? "finding" : "fail";
    await io.out.write(
      `# expect: what your rule is to say. given: leave what it reads, drop the rest.\n${caseText({ name: `${name} …`, given, expect: { [status]: [name] } }, 2)}`,
    );
    return 0;
  }
  const fixture = cutFixture(document, rule, subject, { normalizeRecords, options: evaluateOptions(selectionOf(chosen), [rule]) });
  if (!fixture.ok) {
    const why =
      fixture.code === "param-not-set"
        ? `parameter ${fixture.detail} is not set: give it with --param ${rule.id}.${fixture.detail}=…`
        : visible(fixture.detail);
    throw new UsageError(`no case could be made that gives the same result with invented names: ${why}`);
  }
  if (fixture.kept.length > 0)
    await io.err.write(`Kept as it is, for the result rests on it: ${fixture.kept.map((text) => short(text, 60)).join(", ")}. Look whether it may be told.\n`);
  if (!writes) {
    await io.out.write(caseText({ ...fixture.testCase }, 2));
    return 0;
  }
  const path = testPathsOf(rule.file).find((each) => existsSync(each)) ?? testPathOf(rule.file);
  const added = await updateFile(path, () => {
    const text = existsSync(path) ? inputText(path, { authored: true }) : "cases:\n";
    const value = { ...fixture.testCase, name: freshName(fixture.testCase.name, text) };
    const written = existsSync(path) ? appendCases(path, text, [value]) : `cases:\n${caseText(value, 2)}`;
    if (written === null)
      throw new UsageError(`${path}: its cases are no list in block style that one more could be added to. Run without --write and put it in by hand.`);
    return { value, pieces: [written] };
  });
  await io.out.write(`${visible(path)}: ${plural(1, "case")} more, "${visible(added.name)}"\n`);
  return 0;
}

function fits({ id, body, resource }: CheckedRule, { kind }: RulesFixtureInput["wanted"]): void {
  if ((body.kind === "event") === (kind === "event")) return;
  throw new UsageError(
    `${id} judges ${body.kind === "event" ? "records: name one with --event <eventID>" : `${kindText(resource, 2)}: name one with --resource <arn>`}.`,
  );
}

/** A snapshot, CloudTrail files, or a snapshot first and files after it. */
async function documentOf(paths: readonly string[]): Promise<ReeveDocument> {
  const [first = "", ...rest] = paths;
  const snapshot = await readSnapshot(first, ANY_SNAPSHOT);
  const events = snapshot.ok ? rest : paths;
  if (!snapshot.ok && /\.snapshot\.json(\.gz)?$/.test(first)) throw new UsageError(visible(snapshot.problem.sentence));
  if (events.length === 0 && snapshot.ok) return snapshot.document;
  const read = await readEventFiles([...events], { stdin: process.stdin });
  if (read.sources.length === 0) throw new UsageError(`--from ${paths.map(visible).join(" ")}: neither a snapshot nor a CloudTrail file.`);
  return snapshot.ok ? withEvents(snapshot.document, read) : documentOfEvents(read, `reeve ${version()}`);
}

function subjectIn(document: ReeveDocument, rule: CheckedRule | null, { kind, name }: RulesFixtureInput["wanted"]): FixtureSubject {
  const found = kind === "resource" ? findResource(document, name, rule?.resource ?? null) : findEvent(document, name);
  const [only] = found;
  const what = `--${kind} ${short(name)}`;
  if (!only)
    throw new UsageError(`${what}: there is no such ${kind === "resource" ? kindText(rule?.resource ?? "none").replace("target", "resource") : "record"}.`);
  if (found.length > 1) throw new UsageError(`${what} names ${found.length} resources: give the ARN.`);
  return only;
}

/** Names of cases are unique in their file. */
function freshName(name: string, text: string): string {
  for (let count = 1; ; count += 1) {
    const tried = count === 1 ? name : `${name} (${count})`;
    if (!text.includes(`name: ${tried}\n`) && !text.includes(`name: "${tried}"\n`)) return tried;
  }
}

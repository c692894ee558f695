import { type Paint, paintOf, plural, short, stateText, unreadLines, visible, wrap } from "../../reporters/index.ts";
import { jsonText, type ReeveResults } from "../../schemas/index.ts";
import type { LoadedDecisions } from "../decisions/load-decisions.ts";
import { type DecisionInput, decisionInput, loadResults } from "../decisions/load-results.ts";
import type { WaiversListFlags } from "../flags.ts";
import type { Io } from "../io.ts";

const waiversListInput = ({ format, ...flags }: WaiversListFlags): DecisionInput & { format: "text" | "json" } => ({ ...decisionInput(flags), format });

/** Every waiver and attestation with its state, what is left of it and what it matches. Exit code 0: `waivers check` is for pipelines. */
export async function waiversList(flags: WaiversListFlags, io: Io): Promise<number> {
  const { format, ...input } = waiversListInput(flags);
  const loadedResults = await loadResults(input, io);
  if (!loadedResults) return 2;
  const { waivers = [], attestations = [] } = loadedResults.results;
  if (format === "json") {
    const { unread } = loadedResults.kept;
    await io.out.write(`${jsonText({ waivers, attestations, ...(unread.length > 0 ? { unread } : {}) }, 1)}\n`);
    return 0;
  }
  const paint = paintOf(io.out.color);
  if (waivers.length + attestations.length === 0)
    await io.out.write(`No waiver is kept. reeve waivers add <finding> writes one to ${visible(loadedResults.kept.waiverFolder)}.\n`);
  else
    await io.out.write(
      `${wrap(paint.dim(`Compared with ${short(loadedResults.of, 200)}, on ${loadedResults.kept.context.now.slice(0, 10)}`), io.out.width).join("\n")}\n`,
    );
  for (const text of listText(waivers, attestations, loadedResults.kept, io.out.width, paint)) await io.out.write(text);
  for (const line of unreadLines(loadedResults.kept, io.out.width)) await io.out.write(`${line}\n`);
  return 0;
}

type Waivers = NonNullable<ReeveResults["waivers"]>;
type Attestations = NonNullable<ReeveResults["attestations"]>;

function* listText(waivers: Waivers, attestations: Attestations, kept: LoadedDecisions, width: number, paint: Paint): Iterable<string> {
  for (const [at, state] of waivers.entries()) {
    const waiver = kept.waivers[at];
    if (!waiver) continue;
    const { by, pattern } = waiver.subject;
    const where = [waiver.account, waiver.ou].filter((each) => each !== null).map((each) => ` in ${short(each, 120)}`);
    const what = `${short(state.rule, 120)}: ${by === "resource" ? "" : `${by} `}${short(pattern, 200)}${where.join("")}`;
    const until = state.daysLeft < 0 ? `until ${state.expires}` : `until ${state.expires}, ${daysLeft(state.daysLeft)}`;
    const found = `${plural(state.matches, "match", "matches")} of at most ${waiver.max}${waiver.unknown ? ", unknowns too" : ""}`;
    const ticket = state.ticket === null ? "" : ` (${short(state.ticket, 120)})`;
    yield block(state, what, [`${state.kind} by ${short(state.owner, 80)} ${until}; ${found}`, `${short(state.reason, 400)}${ticket}`], width, paint);
  }
  for (const [at, state] of attestations.entries()) {
    const attestation = kept.attestations[at];
    if (!attestation) continue;
    const until = state.daysLeft < 0 ? `until ${state.expires}` : `until ${state.expires}, ${daysLeft(state.daysLeft)}`;
    const attestedText = `attested by ${short(state.by, 80)} on ${state.at} ${until}; ${plural(state.matches, "manual result")}`;
    yield block(state, short(state.of, 120), [attestedText, short(attestation.evidence, 400)], width, paint);
  }
}

const daysLeft = (days: number): string => (days === 0 ? "its last day" : `${plural(days, "day")} left`);

const MARK: Readonly<Record<string, "green" | "yellow" | "red">> = { active: "green", expiring: "yellow", unused: "yellow" };

function block(state: Waivers[number] | Attestations[number], what: string, lines: string[], width: number, paint: Paint): string {
  const mark = paint[MARK[state.state] ?? "red"](stateText(state.state).padEnd(9));
  const pad = " ".repeat(11);
  const stateLines = state.detail === null ? lines : [...lines, paint.yellow(short(state.detail, 400))];
  const place = paint.dim(`${visible(state.file)}:${state.line}`);
  return `\n${[...wrap(paint.bold(what), width, `${mark}  `), ...[...stateLines, place].flatMap((line) => wrap(line, width, pad))].join("\n")}\n`;
}

import { type Command, CommanderError } from "commander";
import type { Io, Stream } from "../../cli/io.ts";
import { programOf } from "../../cli/program.ts";

const written: string[] = [];
const write = async (text: string): Promise<void> => void written.push(text);
const stream: Stream = { write, writeExact: write, width: 1000, color: false, tty: false, closed: () => false };
const io: Io = { out: stream, err: stream, signal: new AbortController().signal };

/** The program's own commands and options, with actions that do nothing: what parses here parses there. */
function program(): Command {
  const made = programOf(io, () => async () => {});
  const quiet = (command: Command): void => {
    command.exitOverride();
    command.configureOutput({ writeOut: () => {}, writeErr: () => {}, getOutHelpWidth: () => 1000, getErrHelpWidth: () => 1000 });
    for (const child of command.commands) quiet(child);
  };
  quiet(made);
  return made;
}

/** Why the program would refuse these arguments; null when it would not. `named`: a sentence that names a command may leave its arguments out. */
export async function refusal(args: readonly string[], { named = false } = {}): Promise<string | null> {
  try {
    await program().parseAsync([...args], { from: "user" });
    return null;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // A group alone (`reeve rules`) prints its help, as `--help` does.
    if (named && (error.code === "commander.missingArgument" || error.code === "commander.missingMandatoryOptionValue")) return null;
    return error.exitCode === 0 || error.code === "commander.help" ? null : error.message;
  }
}

/** Every command below the program, groups included, as `rules show`. */
export function commandNames(): string[] {
  const names = (command: Command, before: string): string[] =>
    command.commands.flatMap((child) => [`${before}${child.name()}`, ...names(child, `${before}${child.name()} `)]);
  return names(program(), "");
}

/** The example lines of a command's help: `""` for the program's own. */
export function helpExamples(name: string): string[] {
  const command = name
    .split(" ")
    .reduce<Command | undefined>((at, word) => (word === "" ? at : at?.commands.find((child) => child.name() === word)), program());
  let help = "";
  command?.configureOutput({ writeOut: (text) => (help += text) });
  command?.outputHelp();
  const [, after = ""] = help.split("\nExamples:\n");
  return after.split("\n").flatMap((line) => /^ {2}(reeve .*?)(?: {2,}.*)?$/.exec(line)?.[1] ?? []);
}

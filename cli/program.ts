import { Command, CommanderError, Help, InvalidArgumentError, type Option } from "commander";
import { COMMANDS } from "./arguments/index.ts";
import { examples, type RunCommand } from "./arguments/shared.ts";
import { allowOutside, version } from "./folders.ts";
import type { Io } from "./io.ts";

const EXIT_CODES = `
Exit codes of check and gate:
  0  judged, nothing at or above --fail-on (gate: nothing blocks)
  1  something is (gate: blocked)
  2  bad usage, invalid rule or input
  3  evidence incomplete, nothing decided, or no credentials`;

/** Parses the arguments and runs one command, whose module is loaded only then. Returns the exit code. */
export async function parse(argv: string[], io: Io): Promise<number> {
  let exitCode = 0;
  const notices: string[] = [];
  const run =
    <A extends unknown[]>(command: (...args: A) => Promise<number>) =>
    async (...args: A): Promise<void> => {
      exitCode = await command(...args);
    };
  const program = programOf(io, run);
  configure(program, io, notices);
  try {
    if (argv.length === 0) {
      program.outputHelp({ error: true });
      exitCode = 2;
    } else await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    exitCode = error.exitCode === 0 ? 0 : 2;
  }
  for (const text of notices) await io.err.write(text);
  return exitCode;
}

/** Every command's output and exit go through `io`, its help wraps at the terminal's width. */
function configure(command: Command, io: Io, notices: string[]): void {
  command.exitOverride();
  command.configureHelp({ optionDescription: (option) => (Array.isArray(option.defaultValue) ? option.description : new Help().optionDescription(option)) });
  command.configureOutput({
    writeOut: (text) => void io.out.write(text),
    writeErr: (text) => notices.push(text),
    getOutHelpWidth: () => io.out.width,
    getErrHelpWidth: () => io.err.width,
    outputError: (text, write) => write(`reeve: ${text.replace(/^error: /, "")}Help: reeve ${path(command)}--help\n`),
  });
  for (const option of command.options) if (!option.isBoolean() && !option.variadic && !isRepeatable(option)) option.argParser(once(option));
  for (const child of command.commands) configure(child, io, notices);
}

/** Values of a repeatable option come together: its parser is given what it made of those before. */
const isRepeatable = ({ parseArg, argChoices }: Option): boolean => parseArg !== undefined && argChoices === undefined;

/** Takes the value of an option that is not repeatable: a second one would replace the first without a word. */
function once({ parseArg }: Option): (value: string, before: unknown) => unknown {
  let first: string | null = null;
  return (value, before) => {
    if (first !== null) throw new InvalidArgumentError(`It is given twice, and holds one value: ${first} is the other.`);
    first = value;
    return parseArg ? parseArg(value, before as never) : value;
  };
}

const path = (command: Command): string => (command.parent ? `${path(command.parent)}${command.name()} ` : "");

/** The program with all its commands; `run` makes their actions. */
export function programOf(io: Io, run: RunCommand): Command {
  const program = new Command("reeve")
    .description("Judges an AWS account and its CloudTrail records by rules written in YAML, and says how to fix each finding.")
    .version(version(), "-V, --version", "print the version")
    .option("--no-color", "no colours (NO_COLOR does the same)")
    .option("--allow-outside", "let paths in reeve.yaml lead out of its repository")
    .hook("preAction", (command) => {
      if (command.opts().allowOutside === true) allowOutside();
    })
    .helpOption("-h, --help", "show this help")
    .helpCommand(false)
    .showSuggestionAfterError();
  examples(program, io, [
    ["reeve demo", "judge a bundled sample account, offline"],
    ["reeve check", "collect the account of your AWS credentials and judge it"],
    ["reeve check --snapshot acme.json.gz --by control", "judge a saved account, grouped by control"],
    ["reeve check --events logs/", "judge CloudTrail files; AWS is not called"],
    ["reeve explain 3", "why finding 3 of the last check is one"],
    ["reeve remediate 3 --as cli", "how to fix it, as AWS CLI commands (printed, not run)"],
  ]);
  program.addHelpText("after", EXIT_CODES);

  for (const declare of COMMANDS) declare(program, io, run);
  return program;
}

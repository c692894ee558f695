import { isJsonName, isTestName, testPathsOf } from "../../document/text/index.ts";
import { checkOf, format, withSoundCorrections } from "../../engine/index.ts";
import { diagnosticText, plural, visible } from "../../reporters/index.ts";
import { statIfThere, updateFile } from "../files.ts";
import type { RulesFmtFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { isWhole, type RuleText, read, ruleFolders } from "../rule-files.ts";
import { type NamedRules, ownFolders } from "../selection/sources.ts";
import { UsageError } from "../usage-error.ts";

/** What `rules fmt` was called with. */
interface RulesFmtInput extends NamedRules {
  /** Compares, and writes nothing. */
  compares: boolean;
}

const rulesFmtInput = (paths: string[], { config, check }: RulesFmtFlags): RulesFmtInput => ({ paths, config: config ?? null, compares: check === true });

/** Lays out rules, their tests and their packs. Exit code 1 with `--check` where a file would change, 2 where one is no YAML: that one stays as it is. */
export async function rulesFmt(paths: string[], flags: RulesFmtFlags, io: Io): Promise<number> {
  const input = rulesFmtInput(paths, flags);
  const { compares } = input;
  const files = filesOf(input);
  const changed: string[] = [];
  let refused = 0;
  for (const source of files) {
    const formatted = format(source);
    if (!formatted.ok) {
      refused += 1;
      const shown = withSoundCorrections(formatted.diagnostics, () => source.text, checkOf());
      for (const text of diagnosticText(shown, () => source.text, io.err)) await io.err.write(`${text}\n`);
    } else if (formatted.text !== source.text && isWhole(source)) {
      changed.push(source.file);
      await io.out.write(`${compares ? "would change" : "formatted"} ${visible(source.file)}\n`);
      if (!compares) await formatNow(source.file);
    }
  }
  const same = files.length - changed.length - refused;
  const summaryParts = [`${plural(changed.length, "file")} ${compares ? "would change" : "formatted"}`, `${same} unchanged`];
  await io.out.write(`${[...summaryParts, ...(refused > 0 ? [`${refused} not readable as YAML`] : [])].join(", ")}\n`);
  if (refused > 0) return 2;
  return compares && changed.length > 0 ? 1 : 0;
}

/** Formats the file as it is now: an editor may have saved it since. */
const formatNow = (file: string): Promise<null> =>
  updateFile(file, () => {
    const formatted = format(read(file));
    return { value: null, pieces: formatted.ok ? [formatted.text] : null };
  });

function filesOf({ paths, config }: NamedRules): RuleText[] {
  const folders = paths.length > 0 ? paths.flatMap(ruleFolders) : ownFolders(config);
  const files = folders
    .flatMap(({ packFile, files: rules }) => [...(packFile ? [packFile] : []), ...rules.flatMap(withTest)])
    .filter(({ file }) => !isJsonName(file));
  if (files.length === 0) throw new UsageError(`no rule file (*.yaml) in ${paths.join(", ") || "the folders of reeve.yaml"}: nothing was formatted.`);
  return files;
}

function withTest(rule: RuleText): RuleText[] {
  if (isTestName(rule.file)) return [rule];
  return [
    rule,
    ...testPathsOf(rule.file)
      .filter((test) => !isJsonName(test) && statIfThere(test) !== undefined)
      .map(read),
  ];
}

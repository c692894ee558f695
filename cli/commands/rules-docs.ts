import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { readText } from "../../collectors/files/index.ts";
import { DOCS_MARK, docsPages, type Page, plural, visible } from "../../reporters/index.ts";
import { makeFolder, refuseIrregular, writeFile } from "../files.ts";
import type { RulesDocsFlags } from "../flags.ts";
import { selectionInput } from "../input.ts";
import type { Io } from "../io.ts";
import { refuse } from "../refuse.ts";
import { packDocs, ruleDoc } from "../rule-doc.ts";
import { choose } from "../selection/choose.ts";
import type { RuleSelection } from "../selection/sources.ts";
import { UsageError } from "../usage-error.ts";

/** What `rules docs` was called with. */
interface RulesDocsInput {
  selection: RuleSelection;
  /** Folder of the pages. */
  out: string;
  /** Compares, and writes nothing. */
  compares: boolean;
}

function rulesDocsInput({ out, check, ...flags }: RulesDocsFlags): RulesDocsInput {
  if (existsSync(out) && !statSync(out).isDirectory()) throw new UsageError(`${out} is a file: name a folder.`);
  return { selection: selectionInput(flags), out, compares: check === true };
}

/** Writes Markdown pages of the chosen rules, or with `check` compares what is there. Exit code 1 when a page that is checked differs. */
export async function rulesDocs(flags: RulesDocsFlags, io: Io): Promise<number> {
  const { selection, out, compares } = rulesDocsInput(flags);
  const chosen = choose(selection);
  if (await refuse(chosen, io)) return 2;
  const pages = docsPages(
    chosen.rules.map((rule) => ruleDoc(rule, chosen)),
    packDocs(chosen),
  );
  const stale = pages.filter((page) => textAt(join(out, page.path)) !== page.text);
  const extra = leftOver(out, pages);
  const foreign = stale.find(({ path }) => textAt(join(out, path))?.startsWith(DOCS_MARK) === false);
  if (foreign && !compares) throw new UsageError(`${join(out, foreign.path)} was not made by reeve rules docs, and is not overwritten: name another folder.`);
  if (compares) {
    for (const { path } of stale) await io.out.write(`differs  ${visible(join(out, path))}\n`);
    for (const path of extra) await io.out.write(`too many ${visible(join(out, path))}\n`);
    const count = stale.length + extra.length;
    await io.out.write(
      count === 0
        ? `${plural(pages.length, "page")}, all as the rules are\n`
        : `${plural(count, "page")} of ${pages.length} not as the rules are: run reeve rules docs --out ${visible(out)}\n`,
    );
    return count === 0 ? 0 : 1;
  }
  for (const { path, text } of stale) {
    makeFolder(dirname(join(out, path)));
    await writeFile(join(out, path), [text], { signal: io.signal });
  }
  for (const path of extra) rmSync(join(out, path));
  await io.out.write(
    `${plural(pages.length, "page")} in ${visible(out)}: ${stale.length} written, ${pages.length - stale.length} as they were${extra.length > 0 ? `, ${extra.length} of rules that are gone removed` : ""}\n`,
  );
  return 0;
}

function textAt(path: string): string | null {
  refuseIrregular(path);
  const read = readText(path, { authored: true });
  if (read.ok) return read.text;
  if (read.problem.code === "missing") return null;
  throw new UsageError(visible(read.problem.message));
}

/** Pages of an earlier run that no rule or pack has now: known by their first line, so that nobody's own page is lost. */
function leftOver(out: string, pages: readonly Page[]): string[] {
  if (!existsSync(out)) return [];
  const wanted = new Set(pages.map(({ path }) => path));
  return ["packs", "rules"]
    .flatMap((folder) => (existsSync(join(out, folder)) ? readdirSync(join(out, folder)).map((name) => `${folder}/${name}`) : []))
    .filter((path) => path.endsWith(".md") && !wanted.has(path.split(sep).join("/")) && textAt(join(out, path))?.startsWith(DOCS_MARK))
    .sort();
}

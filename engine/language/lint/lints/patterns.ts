import { asTest, isComparison, testsWithin } from "../../condition/fold.ts";
import { compileGlob } from "../../condition/glob.ts";
import { comparedType, isCaselessType, textFault } from "../../load/text-form.ts";
import type { ComparisonMatcher } from "../../matchers/descriptor.ts";
import { withoutFlag } from "../../matchers/matches.ts";
import { comparisonOf } from "../../matchers/registry.ts";
import { lowerCase } from "../../matchers/values.ts";
import { allNames, sourcesOf } from "../aws/events.ts";
import { NAME, SOURCE } from "../aws/said.ts";
import { findText } from "../places.ts";
import type { Clause, Leaf } from "../reason/clause.ts";
import type { Lint, Linted } from "../subject.ts";

/** RV096: a regular expression that a glob says, and a glob without a wildcard. */
export const simplerPatterns: Lint = (linted) => {
  for (const part of linted.parts) visit(part.clause, false, linted);
};

function visit(clause: Clause, negated: boolean, linted: Linted): void {
  if (clause.kind === "not") visit(clause.clause, !negated, linted);
  else if (clause.kind !== "test") for (const one of clause.clauses) visit(one, negated, linted);
  else {
    if (clause.where) visit(clause.where, false, linted);
    reportPattern(clause, linted);
  }
}

function reportPattern(leaf: Leaf, linted: Linted): void {
  const { comparison, literals = null } = leaf.compared ?? {};
  const language = comparison?.pattern?.language;
  if ((language !== "matches" && language !== "glob") || literals === null) return;
  const lower = isCaselessType(leaf.subject.type);
  const patterns = literals.map((pattern) => (lower ? withoutFlag(String(pattern)) : String(pattern)));
  if (language === "glob") {
    if (patterns.some((pattern) => /[*?]/.test(pattern))) return;
    const { at, suggestion, suggested } = corrected(leaf, patterns, patterns, lower, linted);
    linted.report.warning("RV096", at, `The glob has no wildcard: write \`${suggested}\`.`, suggestion);
    return;
  }
  const globs = patterns.map(globOf).map((glob) => (lower ? (glob?.toLowerCase() ?? null) : glob));
  const sound = globs.filter((glob) => glob !== null);
  if (sound.length < globs.length || !canMatch(sound, leaf, linted.context)) return;
  const { at, suggestion, suggested } = corrected(leaf, patterns, sound, lower, linted);
  linted.report.warning("RV096", at, `A glob says the same as this regular expression: \`${suggested}\`.`, suggestion);
}

/** What to write instead of the patterns, and where: a suggestion only where all of the comparison is found. */
function corrected(leaf: Leaf, patterns: readonly string[], globs: readonly string[], lower: boolean, { lines }: Linted) {
  const { at } = leaf.origin.condition;
  const written = writtenIn(leaf);
  const key = findText(lines, at, written.name);
  const texts = lower ? lines.map(lowerCase) : lines;
  const first = patterns[0] === undefined ? null : findQuoted(texts, key ?? at, at, lower ? lowerCase(patterns[0]) : patterns[0]);
  const whole = key && first && patterns.length === 1 && key.line === first.line ? { ...key, endColumn: first.endColumn } : null;
  const suggested = asMatcher(globs, written);
  return { at: whole ?? key ?? at, suggested, suggestion: whole ? suggested : undefined };
}

/** Whether what is proposed can match: nothing else is put before an author. */
function canMatch(globs: readonly string[], { subject, path }: Leaf, { events }: Linted["context"]): boolean {
  const known = !events ? null : path === NAME ? [...allNames(events)] : path === SOURCE ? sourcesOf(events) : null;
  if (known && !globs.every((glob) => known.some(compileGlob(glob)))) return false;
  const type = comparedType(subject.type);
  return type === null || globs.every((glob) => textFault(type, "glob", glob) === null);
}

/** The comparison as the file has it: `notGlob` where the leaf has `glob`. */
function writtenIn(leaf: Leaf): ComparisonMatcher {
  const { condition, test } = leaf.origin;
  const written = test ?? asTest(condition)?.test ?? leaf.test;
  const comparison = [...testsWithin(written)].map(({ node }) => node).find(isComparison);
  return comparisonOf(comparison ?? leaf.test);
}

/** A quoted or plain value that follows a key, quotes included. */
function findQuoted(lines: readonly string[], key: { line: number; endColumn: number }, within: { endLine: number; endColumn: number }, value: string) {
  const line = lines[key.line - 1] ?? "";
  for (const text of [`"${value.replaceAll("\\", "\\\\")}"`, `'${value}'`, value]) {
    const at = line.indexOf(text, key.endColumn - 1);
    if (at >= 0 && /^[:\s]*$/.test(line.slice(key.endColumn - 1, at)) && (key.line < within.endLine || at + text.length < within.endColumn))
      return { line: key.line, endColumn: at + text.length + 1 };
  }
  return null;
}

function asMatcher(globs: readonly string[], { complementOf }: ComparisonMatcher): string {
  const plain = globs.every((glob) => !/[*?]/.test(glob));
  const negated = complementOf !== undefined;
  const [only] = globs;
  const quoted = globs.map((glob) => JSON.stringify(glob)).join(", ");
  if (only !== undefined && globs.length === 1) return `${plain ? (negated ? "isNot" : "is") : "glob"}: ${quoted}`;
  return `${plain ? (negated ? "notIn" : "in") : "glob"}: [${quoted}]`;
}

/**
 * The glob of the same texts, or null: literal text, `.` for `?`, `.*` and `.+` for `*` and `?*`, anchors at the ends. (A dot does not match a line break
 * and `?` does; the document's names and ARNs hold none.)
 */
function globOf(expression: string): string | null {
  const start = expression.startsWith("^");
  const ends = /(^|[^\\])\$$/.test(expression);
  const body = expression.slice(start ? 1 : 0, ends ? -1 : undefined);
  let glob = start ? "" : "*";
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at] ?? "";
    if (sign === "\\") {
      at += 1;
      const escaped = body[at] ?? "";
      if (!/[^\w*?]/.test(escaped)) return null;
      glob += escaped;
    } else if (sign === ".") {
      const next = body[at + 1];
      if (next === "*" || next === "+") {
        at += 1;
        if (body[at + 1] === "?") return null;
        glob += next === "*" ? "*" : "?*";
      } else if (next === "?" || next === "{") return null;
      else glob += "?";
    } else if (/[$^*+?()[\]{}|]/.test(sign) || /[*+?{]/.test(body[at + 1] ?? "")) return null;
    else glob += sign;
  }
  if (!ends) glob += "*";
  return glob.replace(/\*{2,}/g, "*");
}

import type { Result } from "../../../schemas/index.ts";
import type { DetailOf } from "../../evaluate/index.ts";

/**
 * Whether two results of one fingerprint rest on the same evidence, and weigh the same: paths and values, in whatever order. Ages are not evidence, nor
 * is the number that a gap bears in its document; the order of a list has no meaning in IAM.
 */
export function isAlike(before: Result, after: Result, detailOf: { before: DetailOf; after: DetailOf }): boolean {
  if (before === after) return true;
  if (before.status !== after.status || before.severity !== after.severity) return false;
  const [was, is] = [detailOf.before(before), detailOf.after(after)];
  return was.evidence.length === is.evidence.length && normalEvidence(was) === normalEvidence(is);
}

const normalEvidence = ({ evidence }: Pick<Result, "evidence">): string =>
  evidence
    .map(({ path, value }) => `${JSON.stringify(path)}:${normal(value)}`)
    .sort()
    .join("\n");

/** A value as text that values alike share: keys and lists sorted, every unknown value the same. */
export function normal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(normal).sort().join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const keys = Object.keys(value).sort();
  if (keys.length === 1 && keys[0] === "$unknown") return "?";
  return `{${keys.map((key) => `${JSON.stringify(key)}:${normal((value as Record<string, unknown>)[key])}`).join(",")}}`;
}

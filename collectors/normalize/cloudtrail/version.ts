/**
 * Order of two eventVersions, by their numbers: 1.10 comes after 1.9. Not a number when one is no version.
 * Source: CloudTrail User Guide, "CloudTrail record contents", eventVersion.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => (/^\d+(\.\d+)*$/.test(text) ? text.split(".").map(Number) : null));
  if (!left || !right) return Number.NaN;
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

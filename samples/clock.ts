/** The sample's moment: every time in it is told as an age before this. */
export const COLLECTED_AT = "2026-11-16T06:00:00.000Z";
export const ACCOUNT = "444455556666";

const DAY_MS = 86_400_000;

/** The instant `days` before the collection. */
export const daysAgo = (days: number): string => new Date(Date.parse(COLLECTED_AT) - days * DAY_MS).toISOString();

export const iamArn = (kind: string, path: string, name: string): string => `arn:aws:iam::${ACCOUNT}:${kind}${path}${name}`;
export const awsPolicyArn = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

/** A unique id in AWS's shape, made from a prefix and a number. */
export const uniqueId = (prefix: string, number: number): string => `${prefix}TIDELINE${String(number).padStart(2, "0")}EXAMPLE`;

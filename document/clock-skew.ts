/**
 * How far the clock of the collecting machine may be ahead of another one. AWS refuses requests whose time is further from its own.
 * Source: IAM User Guide, "AWS Signature Version 4 for API requests": a request must reach AWS within five minutes of its time stamp.
 */
export const CLOCK_SKEW_MS = 5 * 60_000;

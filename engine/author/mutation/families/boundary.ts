import { type Family, mistaken } from "./family.ts";

/** One more and one less; durations in another unit as well; times a second apart. */
export const BOUNDARY: Family = { name: "boundary", tests: mistaken("boundary") };

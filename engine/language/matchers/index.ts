/** Every matcher, in the order of the reference page. A new one is a file and its name here. */
import { any } from "./any.ts";
import { cidr } from "./cidr.ts";
import { contains } from "./contains.ts";
import { count } from "./count.ts";
import { orElse } from "./default.ts";
import type { Matcher } from "./descriptor.ts";
import { every } from "./every.ts";
import { exists } from "./exists.ts";
import { glob } from "./glob.ts";
import { gt } from "./gt.ts";
import { gte } from "./gte.ts";
import { isIn } from "./in.ts";
import { is } from "./is.ts";
import { isNot } from "./is-not.ts";
import { lt } from "./lt.ts";
import { lte } from "./lte.ts";
import { matches } from "./matches.ts";
import { newerThan } from "./newer-than.ts";
import { none } from "./none.ts";
import { notGlob } from "./not-glob.ts";
import { notIn } from "./not-in.ts";
import { olderThan } from "./older-than.ts";

export const MATCHERS: readonly Matcher[] = [
  ...[is, isNot, isIn, notIn],
  ...[lt, lte, gt, gte],
  ...[contains, glob, notGlob, matches, cidr],
  ...[olderThan, newerThan],
  ...[exists, orElse],
  ...[any, every, none, count],
];

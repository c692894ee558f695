import { ABSENCE } from "./absence.ts";
import { BOUNDARY } from "./boundary.ts";
import { DROPPED } from "./dropped.ts";
import { EFFECT } from "./effect.ts";
import type { Family } from "./family.ts";
import { LETTERS } from "./letters.ts";
import { MEMBER } from "./member.ts";
import { NEGATED } from "./negated.ts";
import { OPERATOR } from "./operator.ts";
import { WILDCARD } from "./wildcard.ts";

/** Mistakes in one clause of a condition. Of two that come to the same meaning, the first is kept. A new one is a file and a name here. */
export const FAMILIES: readonly Family[] = [EFFECT, OPERATOR, BOUNDARY, DROPPED, MEMBER, ABSENCE, WILDCARD, LETTERS, NEGATED];

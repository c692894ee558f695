import { instantOf } from "../../../../document/index.ts";
import { parseDuration } from "../duration.ts";
import type { Operator } from "./operator.ts";

const older = (ageMs: number, durationMs: number): boolean => ageMs > durationMs;
const newer = (ageMs: number, durationMs: number): boolean => ageMs <= durationMs;

function aged(value: unknown, durationMs: number | null, clockMs: number, holds: typeof older): boolean {
  if (durationMs === null || typeof value !== "string") return false;
  const instant = instantOf(value);
  return instant !== null && holds(clockMs - instant, durationMs);
}

const lengthOf = (operand: unknown): number | null => (typeof operand === "string" ? parseDuration(operand) : null);

function ageing(name: "olderThan" | "newerThan", meaning: string, holds: typeof older): Operator {
  return {
    name,
    subject: "time",
    operand: "duration: 30m, 12h, 90d",
    onNull: "false",
    meaning,
    openDecides: null,
    openSide: null,
    holds: (value, operand, clockMs) => aged(value, lengthOf(operand), clockMs, holds),
    prepare: (operand) => {
      const durationMs = lengthOf(operand);
      return (value, clockMs) => aged(value, durationMs, clockMs, holds);
    },
  };
}

export const TIME: readonly Operator[] = [
  ageing("olderThan", "age at the rule's clock above the duration", older),
  ageing("newerThan", "age at the rule's clock at most the duration; times to come are newer", newer),
];

import { instantOf, instantText } from "../../../../document/index.ts";
import type { Scalar } from "../../condition/ast.ts";
import { parseDuration } from "../../condition/duration.ts";
import type { CanonicalQuestion, ComparisonMatcher, Words } from "../descriptor.ts";
import { onTime, UNKNOWN } from "../words.ts";
import { beside } from "./order.ts";

interface Ageing extends Pick<Words, "editor" | "meaning" | "explained"> {
  name: "olderThan" | "newerThan";
  misreadFrom: readonly string[];
  isOlder: boolean;
  holds: (ageMs: number, durationMs: number) => boolean;
}

/** The age of a time at the rule's clock. */
export function ageing({ name, misreadFrom, isOlder, holds, ...words }: Ageing): ComparisonMatcher {
  return {
    kind: "comparison",
    name,
    group: "age",
    words: {
      ...words,
      subject: "time",
      operand: "duration: 30m, 12h, 90d",
      onNull: "false",
      examples: () => [
        {
          kind: "user",
          condition: `user.passwordLastUsedAt: { ${name}: 90d }`,
          given: ["91d ago", "90d ago", "1d ago", "in 1d", null, UNKNOWN].map((value) => `{ passwordLastUsedAt: ${value} }`),
        },
      ],
      onNullable: onTime(`{ ${name}: 90d }`),
    },
    accepts: ["timestamp", "dynamic"],
    operand: "duration",
    holds: (value, operand, clockMs) => aged(value, lengthOf(operand), clockMs, holds),
    prepare: (operand) => {
      const durationMs = lengthOf(operand);
      return (value, clockMs) => aged(value, durationMs, clockMs, holds);
    },
    usesClock: true,
    openDecides: null,
    openListSide: null,
    onNull: false,
    needsValue: true,
    reasonedBy: "age",
    misreadFrom: () => misreadFrom,
    mistakes: { boundary: otherDurations },
    canonical: (question) => canonical(name, isOlder, question),
    samples: (literals) => literals.flatMap((value) => (typeof value === "string" ? ages(value) : [])),
    offer: ({ operand, want, clockMs }) => {
      const older = want === isOlder;
      const durationMs = lengthOf(operand);
      const values = durationMs === null ? [] : [instantText(older ? clockMs - durationMs - 1 : clockMs)];
      return { wanted: { op: older ? "older" : "within", duration: operand }, values };
    },
  };
}

function aged(value: unknown, durationMs: number | null, clockMs: number, holds: Ageing["holds"]): boolean {
  if (durationMs === null || typeof value !== "string") return false;
  const instant = instantOf(value);
  return instant !== null && holds(clockMs - instant, durationMs);
}

const lengthOf = (operand: unknown): number | null => (typeof operand === "string" ? parseDuration(operand) : null);

/** Units that are taken for each other: `90d` for `90h`. */
const OTHER_UNIT: Record<string, string> = { m: "h", h: "d", d: "h" };

/** One more and one less of a duration, and the same count of another unit; numbers and times as in an order. */
export function otherDurations(value: Scalar): Scalar[] {
  if (typeof value !== "string" || parseDuration(value) === null) return beside(value);
  const [count, unit] = [Number.parseInt(value, 10), value.slice(-1)];
  return [...(count > 0 ? [`${count - 1}${unit}`] : []), `${count + 1}${unit}`, `${count}${OTHER_UNIT[unit] ?? "d"}`];
}

function canonical(name: Ageing["name"], isOlder: boolean, { type, literals, negated }: CanonicalQuestion): string | null {
  const durationMs = lengthOf(literals[0]);
  if (durationMs === null) return null;
  if (type.nullable || type.type === "dynamic") return `${negated ? "!" : ""}${name} ${durationMs}`;
  return `${isOlder !== negated ? "olderThan" : "newerThan"} ${durationMs}`;
}

const ages = (duration: string): Scalar[] => {
  const [, count = "", unit = ""] = /^(\d{1,6})([mhd])$/.exec(duration) ?? [];
  const number = Number(count);
  return unit === "" ? [] : [number, number + 1, Math.max(0, number - 1)].map((each) => `${each}${unit} ago`);
};

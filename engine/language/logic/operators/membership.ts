import { type Operator, type Predicate, scalar } from "./operator.ts";

const isIn = (value: unknown, operand: unknown): boolean => Array.isArray(operand) && operand.includes(scalar(value));

/** Long lists go by a set; short ones are faster searched. */
function prepareIn(operand: unknown): Predicate {
  if (!Array.isArray(operand)) return () => false;
  const [only] = operand;
  if (operand.length === 1 && only !== null) return (value) => value === only;
  const members = operand.length > 8 ? new Set<unknown>(operand) : null;
  if (members) return (value) => members.has(scalar(value));
  return (value) => operand.includes(scalar(value));
}

function contains(value: unknown, operand: unknown): boolean {
  const sought = scalar(operand);
  if (sought === null) return false;
  if (Array.isArray(value)) return value.includes(sought);
  return typeof value === "string" && typeof sought === "string" && value.includes(sought);
}

export const MEMBERSHIP: readonly Operator[] = [
  {
    name: "in",
    subject: "scalar",
    operand: "list of scalars",
    onNull: "false; true if null is listed",
    meaning: "strictly equal to a member",
    openDecides: true,
    openSide: "operand",
    holds: isIn,
    prepare: prepareIn,
  },
  {
    name: "notIn",
    subject: "scalar",
    operand: "list of scalars",
    onNull: "true; false if null is listed",
    meaning: "complement of in",
    openDecides: false,
    openSide: "operand",
    holds: (value, operand) => !isIn(value, operand),
    prepare: (operand) => {
      const positive = prepareIn(operand);
      return (value, clockMs) => !positive(value, clockMs);
    },
  },
  {
    name: "contains",
    subject: "list or string",
    operand: "scalar",
    onNull: "false",
    meaning: "list: has the member; string: has the substring",
    openDecides: true,
    openSide: "subject",
    holds: contains,
    prepare: (operand) => (value) => contains(value, operand),
  },
];

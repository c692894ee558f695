import { type Operator, scalar } from "./operator.ts";

const is = (value: unknown, operand: unknown): boolean => scalar(value) === scalar(operand);

export const EQUALITY: readonly Operator[] = [
  {
    name: "is",
    subject: "scalar",
    operand: "scalar of the same type",
    onNull: "false; true for a literal null",
    meaning: "strictly equal",
    openDecides: null,
    openSide: null,
    holds: is,
    prepare: (operand) => (operand === null ? (value) => scalar(value) === null : (value) => value === operand),
  },
  {
    name: "isNot",
    subject: "scalar",
    operand: "scalar of the same type",
    onNull: "true; false for a literal null",
    meaning: "complement of is",
    openDecides: null,
    openSide: null,
    holds: (value, operand) => !is(value, operand),
    prepare: (operand) => (operand === null ? (value) => scalar(value) !== null : (value) => value !== operand),
  },
];

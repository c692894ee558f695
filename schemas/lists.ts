import { LIST_NAMES } from "./generated/kinds.ts";

/** A list of resources of the document. */
export type ListName = (typeof LIST_NAMES)[number];

/** Each of the document's lists, as the same value: the mark where nothing of an account is known. In the document's order. */
export const everyList = <Value>(value: Value): Record<ListName, Value> =>
  Object.fromEntries(LIST_NAMES.map((name) => [name, value])) as Record<ListName, Value>;

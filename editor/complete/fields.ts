import { FIELD_TEXTS, FIELDS } from "../../schemas/index.ts";
import { type CompletionEntry, keyItem } from "./item.ts";

/** Fields of an object of a file that it does not have yet. */
export function fieldItems(file: keyof typeof FIELDS, place: string, siblings: readonly string[]): CompletionEntry[] {
  const names = Object.hasOwn(FIELDS[file], place) ? (FIELDS[file][place] ?? []) : [];
  return names
    .filter((name) => !siblings.includes(name))
    .map((name) => keyItem(name, 10, { text: FIELD_TEXTS[file][place === "" ? name : `${place}/${name}`] ?? "" }));
}

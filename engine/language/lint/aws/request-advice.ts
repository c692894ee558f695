import { pairNames, pairOf } from "../../load/tags.ts";
import { ELEMENT, type RequestFault } from "./request.ts";

/** What to write of a name that stands for the key of a pair, as tags are in requests; with a leading space. */
export function pairAdvice({ name, at, close, members }: RequestFault, names: readonly string[]): string {
  const pair = names[at - 1] === ELEMENT && close.length === 0 ? pairNames(members ?? []) : null;
  return pair ? ` Its elements are keys with values: for the key ${name} write \`${pairOf(name, pair)}\`.` : "";
}

/**
 * The test of a list's elements that was meant by names below it: with `any` at each list that they go through, and the key of a pair in the place of a
 * name that is one. `faultOf`: what is wrong with names below the list; their places count from `from`. `compares`: the test compares the value at the end.
 */
export function elementTest(
  below: readonly string[],
  { from, compares }: { from: number; compares: boolean },
  faultOf: (names: readonly string[]) => RequestFault | null,
): string {
  let names = [ELEMENT, ...below.filter((name) => name !== ELEMENT)];
  for (let round = 0; round <= 2 * below.length + 1; round += 1) {
    const fault = faultOf(names);
    if (!fault) break;
    const at = fault.at - from;
    const [best] = fault.close;
    if (fault.is === "list") names = [...names.slice(0, at + 1), ELEMENT, ...names.slice(at + 1)];
    else if (fault.is !== "unknown") return written(names.slice(0, at + 1), "…");
    else if (best !== undefined) names = names.with(at, best);
    else {
      const pair = names[at - 1] === ELEMENT && at === names.length - 1 ? pairNames(fault.members ?? []) : null;
      if (!pair) return written(names.slice(0, at), "…");
      return written(names.slice(0, at - 1), `{ any: ${pairOf(fault.name, compares ? pair : { key: pair.key })} }`);
    }
  }
  return written(names, "…");
}

/** Names with the tests of elements between them, and what stands right of the last. */
function written(names: readonly string[], end: string): string {
  const [first, ...rest] = names;
  if (first === undefined) return end;
  if (first === ELEMENT) return `{ any: ${rest.length === 0 || rest[0] === ELEMENT ? written(rest, end) : `{ ${written(rest, end)} }`} }`;
  const until = names.indexOf(ELEMENT);
  return until < 0 ? `${names.join(".")}: ${end}` : `${names.slice(0, until).join(".")}: ${written(names.slice(until), end)}`;
}

/** A resource of a Terraform plan, without the keys of count and for_each: all of its instances are written in one block. */
export interface Address {
  /** Names of the module calls on the way, outermost first. */
  modules: string[];
  mode: "resource" | "data";
  type: string;
  name: string;
}

const MAX_ADDRESS_CHARACTERS = 4_096;

/**
 * Reads `module.team["a"].aws_iam_role.x[0]`; null for what is no resource address. Keys may hold dots, brackets and escaped quotes.
 * Source: Terraform documentation, "Resource Addressing".
 */
export function parseAddress(text: string): Address | null {
  const names = text.length > MAX_ADDRESS_CHARACTERS ? null : namesOf(text.replace(/ \(deposed [^)]*\)$/, ""));
  if (!names) return null;
  const modules: string[] = [];
  let at = 0;
  while (names[at] === "module" && names.length - at >= 2) {
    modules.push(names[at + 1] ?? "");
    at += 2;
  }
  const mode = names[at] === "data" ? "data" : "resource";
  if (mode === "data") at++;
  const [type, name, ...rest] = names.slice(at);
  return type === undefined || name === undefined || rest.length > 0 ? null : { modules, mode, type, name };
}

function namesOf(text: string): string[] | null {
  const names: string[] = [];
  const part = /([A-Za-z_][\w-]*)((?:\["(?:[^"\\]|\\.)*"\]|\[\d+\])?)(\.|$)/y;
  while (part.lastIndex < text.length) {
    const found = part.exec(text);
    if (!found?.[1]) return null;
    names.push(found[1]);
    if (found[3] === "" && part.lastIndex < text.length) return null;
  }
  return names;
}

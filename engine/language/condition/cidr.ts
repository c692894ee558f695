import ipaddr from "ipaddr.js";
import type { TextTest } from "./glob.ts";
import type { CompiledPattern } from "./regex.ts";

/**
 * Whether an address lies in a block (`203.0.113.0/24`, `2001:db8::/32`, or one address). IPv4-mapped IPv6 addresses count as IPv4.
 * What is not an address (CloudTrail writes a service's name or `AWS Internal`) lies in no block.
 */
export function compileCidr(pattern: string): CompiledPattern {
  const slash = pattern.indexOf("/");
  const text = slash < 0 ? pattern : pattern.slice(0, slash);
  if (!isAddress(text)) return { ok: false, message: `${JSON.stringify(pattern)} is neither an address nor a block` };
  const base = ipaddr.parse(text);
  const widest = base.kind() === "ipv4" ? 32 : 128;
  const bits = slash < 0 ? widest : Number(pattern.slice(slash + 1));
  if (slash >= 0 && !/^\d{1,3}$/.test(pattern.slice(slash + 1))) return { ok: false, message: `${JSON.stringify(pattern)} has no prefix length` };
  if (bits > widest) return { ok: false, message: `${JSON.stringify(pattern)} has a prefix longer than ${widest} bits` };
  const test: TextTest = (subject) => {
    if (!isAddress(subject)) return false;
    const address = ipaddr.process(subject);
    return address.kind() === base.kind() && address.match(base, bits);
  };
  return { ok: true, test };
}

/** Only dotted quads and colon forms: the library also reads octal and one-number addresses, which no AWS field holds. */
const isAddress = (text: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes(":") && ipaddr.IPv6.isValid(text));

import ipaddr from "ipaddr.js";

/** A block of addresses. */
export interface AddressBlock {
  ok: true;
  kind: "ipv4" | "ipv6";
  /** Length of the prefix in bits. */
  bits: number;
  /** Whether an address lies in it. */
  test: (address: string) => boolean;
}

/**
 * A block (`203.0.113.0/24`, `2001:db8::/32`, or one address), or why a text is none. IPv4-mapped IPv6 addresses count as IPv4.
 * What is not an address (CloudTrail writes a service's name or `AWS Internal`) lies in no block.
 */
export function addressBlock(pattern: string): AddressBlock | { ok: false; message: string } {
  const slash = pattern.indexOf("/");
  const text = slash < 0 ? pattern : pattern.slice(0, slash);
  if (!isAddress(text)) return { ok: false, message: `${JSON.stringify(pattern)} is neither an address nor a block` };
  const base = ipaddr.parse(text);
  const widest = base.kind() === "ipv4" ? 32 : 128;
  const bits = slash < 0 ? widest : Number(pattern.slice(slash + 1));
  if (slash >= 0 && !/^\d{1,3}$/.test(pattern.slice(slash + 1))) return { ok: false, message: `${JSON.stringify(pattern)} has no prefix length` };
  if (bits > widest) return { ok: false, message: `${JSON.stringify(pattern)} has a prefix longer than ${widest} bits` };
  const test = (subject: string): boolean => {
    if (!isAddress(subject)) return false;
    const address = ipaddr.process(subject);
    return address.kind() === base.kind() && address.match(base, bits);
  };
  return { ok: true, kind: base.kind(), bits, test };
}

/** The first and the last address of a block, and those before and after it. Empty for a text that is no block. */
export function blockEdges(pattern: string): string[] {
  const block = addressBlock(pattern);
  if (!block.ok) return [];
  const bytes = ipaddr.parse(pattern.split("/")[0] ?? "").toByteArray();
  const first = bytes.reduce((value, byte) => value * 256n + BigInt(byte), 0n) & (~0n << BigInt(bytes.length * 8 - block.bits));
  const size = 1n << BigInt(bytes.length * 8 - block.bits);
  const most = 1n << BigInt(bytes.length * 8);
  return [first, first + size - 1n, first - 1n, first + size].filter((value) => value >= 0n && value < most).map((value) => addressText(value, bytes.length));
}

function addressText(value: bigint, length: number): string {
  const bytes = Array.from({ length }, (_, at) => Number((value >> BigInt((length - 1 - at) * 8)) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
}

/** Only dotted quads and colon forms: the library also reads octal and one-number addresses, which no AWS field holds. */
const isAddress = (text: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes(":") && ipaddr.IPv6.isValid(text));

import { nameOf, parseArn } from "../arn.ts";

/** What the message of a denied call names. */
export interface DeniedResource {
  kind: "user" | "group" | "role" | "policy" | "trail";
  name: string;
  /** Null when the message gives the name alone. */
  arn: string | null;
}

const KINDS: Record<string, DeniedResource["kind"]> = { user: "user", group: "group", role: "role", policy: "policy", trail: "trail" };

/**
 * The resource in AWS's message of a denied call: `User: <arn> is not authorized to perform: iam:DetachUserPolicy on resource: user alice because …`.
 * IAM writes the kind and the name, or an ARN. Null when the message names another action, all resources, or nothing that can be told apart:
 * everything after `on resource:` holds what the caller sent, so only whole words in the expected place count.
 */
export function deniedResource(message: string | null, eventName: string): DeniedResource | null {
  const match = /^User: \S+ is not authorized to perform: [\w-]+:(\w+) on resource: (.*)$/s.exec(message ?? "");
  if (!match) return null;
  const [, action = "", rest = ""] = match;
  if (action.toLowerCase() !== eventName.toLowerCase()) return null;
  const words = /^(?:(user|group|role|policy) )?(\S+)(?: version \S+)?(?= because | with an explicit deny|$)/s.exec(rest);
  if (!words) return null;
  const [, kind, word = ""] = words;
  const arn = parseArn(word);
  if (!arn) return kind && !word.startsWith("arn:") && word !== "*" ? { kind: KINDS[kind] ?? "user", name: word, arn: null } : null;
  const type = arn.resource.slice(0, arn.resource.indexOf("/"));
  const found = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  const name = nameOf(arn);
  if (!found || name === "" || name.includes("*") || (kind && KINDS[kind] !== found)) return null;
  return { kind: found, name, arn: word };
}

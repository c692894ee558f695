import { isServiceLinkedPath, nearest, parseArn, sameName } from "../../../document/index.ts";
import { type AccessProblem, type document, isUnknown, type ReeveDocument } from "../../../schemas/index.ts";
import type { AccessQuestion } from "./question.ts";

/** Who makes the request. */
export interface Caller {
  kind: "user" | "role" | "root" | "federated" | "service" | "provider" | "outside";
  /** ARN of the user or role, of another account's principal; name of the service; ARN of the provider. */
  arn: string;
  /** ARN of the session; null where no session, or any session of the role, makes it. */
  sessionArn: string | null;
  /** Null for services and providers. */
  accountId: string | null;
  user: document.User | null;
  role: document.Role | null;
  /** A session by GetSessionToken, which may have MFA. */
  hasToken: boolean;
  /** Whether control policies bind it: not those of service-linked roles. */
  isServiceLinked: boolean;
}

type Found = { ok: true; caller: Caller } | { ok: false; problem: AccessProblem };

const NONE = { sessionArn: null, user: null, role: null, hasToken: false, isServiceLinked: false } as const;

/** The principal of a question. Names of IAM are compared without regard to case, because IAM has no two that differ by it. */
export function callerOf(document: ReeveDocument, accountId: string, { principal, session }: AccessQuestion): Found {
  const problem = (found: AccessProblem): Found => ({ ok: false, problem: found });
  const caller = (found: Omit<Caller, keyof typeof NONE> & Partial<Caller>): Found => ({ ok: true, caller: { ...NONE, ...found } });
  if (session?.kind === "federation" && !session.name) return problem({ code: "wrong-session", value: principal });
  if (!principal.includes(":"))
    return /\.amazonaws\.com(\.cn)?$/.test(principal) ? caller({ kind: "service", arn: principal, accountId: null }) : named(principal);

  const arn = parseArn(principal);
  if (!arn || !/^\d{12}$/.test(arn.accountId) || !["iam", "sts"].includes(arn.service)) return problem({ code: "malformed-arn", value: principal });
  const [type = "", name = "", ...rest] = arn.resource.split("/");
  if (type === "group") return problem({ code: "group-principal", value: principal });
  if (/^(oidc|saml)-provider$/.test(type)) return caller({ kind: "provider", arn: principal, accountId: null });
  if (arn.accountId !== accountId)
    return caller({ kind: "outside", arn: principal, sessionArn: type === "assumed-role" ? principal : null, accountId: arn.accountId });
  if (arn.resource === "root") return caller({ kind: "root", arn: principal, accountId });
  if (type === "user") return ofUser(users().find((user) => user.arn === principal) ?? null);
  if (type === "role") return ofRole(roles().find((role) => role.arn === principal) ?? null, null);
  if (arn.service === "sts" && type === "assumed-role" && rest.length === 1)
    return ofRole(roles().find((role) => !isUnknown(role.name) && sameName(role.name, name)) ?? null, principal);
  return problem({ code: "malformed-arn", value: principal });

  function users(): document.User[] {
    return listed(document.users);
  }
  function roles(): document.Role[] {
    return listed(document.roles);
  }
  function named(text: string): Found {
    const found = [...users(), ...roles()].filter((one) => !isUnknown(one.name) && sameName(one.name, text));
    const arns = found.flatMap((one) => (isUnknown(one.arn) ? [] : [one.arn]));
    if (arns.length > 1) return problem({ code: "ambiguous-principal", value: text, arns });
    const [only] = found;
    if (!only && listed<document.Group>(document.groups).some(({ name }) => !isUnknown(name) && sameName(name, text)))
      return problem({ code: "group-principal", value: text });
    return only && "trustPolicy" in only ? ofRole(only, null) : ofUser(only ?? null);
  }
  function unknown(): Found {
    const known = [...users(), ...roles()].flatMap(({ name, arn: of }) => (principal.includes(":") ? [of] : [name])).filter((text) => typeof text === "string");
    return problem({ code: "unknown-principal", value: principal, nearest: nearest(principal, known) });
  }
  function ofUser(user: document.User | null): Found {
    if (!user || isUnknown(user.arn)) return unknown();
    const start = parseArn(user.arn);
    if (session?.kind !== "federation") return caller({ kind: "user", arn: user.arn, accountId, user, hasToken: session?.kind === "token" });
    return caller({
      kind: "federated",
      arn: user.arn,
      accountId,
      user,
      sessionArn: `arn:${start?.partition}:sts::${accountId}:federated-user/${session.name}`,
    });
  }
  function ofRole(role: document.Role | null, sessionArn: string | null): Found {
    if (!role || isUnknown(role.arn)) return unknown();
    if (session?.kind !== undefined) return problem({ code: "wrong-session", value: principal });
    const isServiceLinked = role.serviceLinked || (!isUnknown(role.path) && isServiceLinkedPath(role.path));
    return caller({ kind: "role", arn: role.arn, accountId, role, sessionArn, isServiceLinked });
  }
}

/** What a list holds that is known. */
export const listed = <T>(list: readonly unknown[] | unknown): T[] => (Array.isArray(list) ? list.filter((one): one is T => !isUnknown(one)) : []);

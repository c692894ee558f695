/** An account with one user's access keys, for scripts that rotate them: what AWS does to keys, as far as it matters, and what was seen on the way. */
export interface KeyAccount {
  keys: Map<string, "Active" | "Inactive">;
  /** After each call: what it was, and how many keys work. */
  seen: { call: string; working: number }[];
}

export const keyAccount = (keys: Readonly<Record<string, "Active" | "Inactive">>): KeyAccount => ({ keys: new Map(Object.entries(keys)), seen: [] });

/** What is wrong with the course of a script: a moment without a working key, a key that is deleted while it works, or two deletions without a creation between them. */
export function faultsOf(seen: KeyAccount["seen"]): string[] {
  const faults: string[] = [];
  let deleted = false;
  let before = 0;
  for (const { call, working } of seen) {
    if (working === 0) faults.push(`no key works after ${call}`);
    if (call === "DeleteAccessKey" && working < before) faults.push("an active key is deleted");
    before = working;
    if (call === "DeleteAccessKey" && deleted) faults.push("two deletions without a creation between them");
    if (call === "DeleteAccessKey") deleted = true;
    if (call === "CreateAccessKey") deleted = false;
  }
  return faults;
}

/** A call by name with its parameters; throws where AWS would. */
export function callOn(account: KeyAccount, call: string, { AccessKeyId: id = "", Status }: { AccessKeyId?: string; Status?: string }): object {
  const { keys, seen } = account;
  const answer = ((): object => {
    switch (call) {
      case "ListAccessKeys":
        return { AccessKeyMetadata: [...keys].map(([AccessKeyId, status]) => ({ AccessKeyId, Status: status })) };
      case "CreateAccessKey":
        if (keys.size >= 2) throw new Error("LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2");
        keys.set("AKIANEWNEWNEWNEWNEW1", "Active");
        return { AccessKey: { AccessKeyId: "AKIANEWNEWNEWNEWNEW1" } };
      case "UpdateAccessKey":
        if (!keys.has(id)) throw new Error("NoSuchEntity");
        keys.set(id, Status === "Active" ? "Active" : "Inactive");
        return {};
      case "DeleteAccessKey":
        if (!keys.delete(id)) throw new Error("NoSuchEntity");
        return {};
      default:
        return {};
    }
  })();
  seen.push({ call, working: [...keys.values()].filter((status) => status === "Active").length });
  return answer;
}

/** Every way to answer `count` questions with yes or skip. A stop is the beginning of one of them. */
export function* answers(count: number): Generator<("y" | "s")[]> {
  for (let bits = 0; bits < 2 ** count; bits += 1) yield Array.from({ length: count }, (_, at) => ((bits >> at) & 1 ? "s" : "y"));
}

/**
 * Names of users, groups, roles, policies and their like are unique without regard to case, and calls find them so. An ARN of IAM ends in such a name, so
 * two ARNs of one account that differ only by case mean one resource.
 * Sources: IAM User Guide, "IAM and AWS STS quotas", IAM name requirements; IAM API Reference, CreatePolicy, PolicyName.
 */
export const nameKey = (nameOrArn: string): string => nameOrArn.toLowerCase();

/** Whether two names, or two ARNs of IAM, mean one resource. */
export const sameName = (one: string, other: string): boolean => nameKey(one) === nameKey(other);

/** What calls name a resource by. */
interface Named {
  name: string;
  arn: string;
}

/**
 * The resource of a list that a name or an ARN means, as for trails, which calls name by either; undefined where it means none, or one of several that
 * share the name. Of several that differ by case it is the one that is spelt so.
 */
export function namedIn<T extends Named>(list: Iterable<T>, nameOrArn: string): T | undefined {
  const textOf = ({ name, arn }: Named): string => (nameOrArn.startsWith("arn:") ? arn : name);
  const same = [...list].filter((item) => sameName(textOf(item), nameOrArn));
  const [only, another] = same.length > 1 ? same.filter((item) => textOf(item) === nameOrArn) : same;
  return another === undefined ? only : undefined;
}

/** A map by names, or by ARNs of IAM. */
export interface NameMap<T> {
  get(name: string): T | undefined;
  has(name: string): boolean;
  set(name: string, value: T): void;
  delete(name: string): void;
}

export function nameMap<T>(): NameMap<T> {
  const values = new Map<string, T>();
  return {
    get: (name) => values.get(nameKey(name)),
    has: (name) => values.has(nameKey(name)),
    set: (name, value) => void values.set(nameKey(name), value),
    delete: (name) => void values.delete(nameKey(name)),
  };
}

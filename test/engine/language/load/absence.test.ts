import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conditionIn, load, loaded } from "./harness.ts";

/**
 * The promise of the absence check, held against a small evaluator written here: in a rule that is accepted and says nothing of absence,
 * taking values away never makes a finding fall silent.
 */
type Value = "a" | "b" | null;
interface Key {
  service: Value;
  active: boolean;
}
interface Account {
  boundary: Value;
  used: Value;
  name: "a" | "b";
  keys: Key[];
}

type Leaf = [matcher: string, wanted: "a" | "b"];
type Tree =
  | { leaf: Leaf; of: "boundary" | "used" | "name" }
  | { element: "service" | "active"; leaf: Leaf }
  | { join: "and" | "or"; parts: Tree[] }
  | { not: Tree }
  | { list: "any" | "none" | { lt: number } | { gte: number } | { is: number }; where: Tree };

const PATHS = { boundary: "user.permissionsBoundaryArn", used: "user.permissionsBoundary.name", name: "user.name" };

function written(tree: Tree): object {
  if ("of" in tree) return { [PATHS[tree.of]]: matcher(tree.leaf) };
  if ("element" in tree) return tree.element === "active" ? { active: tree.leaf[1] === "a" } : { lastUsedService: matcher(tree.leaf) };
  if ("join" in tree) return { [tree.join]: tree.parts.map(written) };
  if ("not" in tree) return { not: written(tree.not) };
  const where = written(tree.where);
  return { "user.accessKeys": typeof tree.list === "string" ? { [tree.list]: where } : { count: { where, ...tree.list } } };
}

const matcher = ([op, wanted]: Leaf): object => ({ [op]: op === "in" || op === "notIn" ? [wanted] : wanted });

const HOLDS_OF: Record<string, (value: Value, wanted: string) => boolean> = {
  is: (value, wanted) => value === wanted,
  in: (value, wanted) => value === wanted,
  glob: (value, wanted) => value === wanted,
  isNot: (value, wanted) => value !== wanted,
  notIn: (value, wanted) => value !== wanted,
  notGlob: (value, wanted) => value !== wanted,
};

function holds(tree: Tree, account: Account, key?: Key): boolean {
  if ("of" in tree) return HOLDS_OF[tree.leaf[0]]?.(account[tree.of], tree.leaf[1]) ?? false;
  if ("element" in tree)
    return tree.element === "active" ? key?.active === (tree.leaf[1] === "a") : (HOLDS_OF[tree.leaf[0]]?.(key?.service ?? null, tree.leaf[1]) ?? false);
  if ("join" in tree) return tree.join === "and" ? tree.parts.every((part) => holds(part, account, key)) : tree.parts.some((part) => holds(part, account, key));
  if ("not" in tree) return !holds(tree.not, account, key);
  const count = account.keys.filter((one) => holds(tree.where, account, one)).length;
  if (tree.list === "any") return count > 0;
  if (tree.list === "none") return count === 0;
  return "lt" in tree.list ? count < tree.list.lt : "gte" in tree.list ? count >= tree.list.gte : count === tree.list.is;
}

const leaf = fc.tuple(fc.constantFrom("is", "in", "glob", "isNot", "notIn", "notGlob"), fc.constantFrom<"a" | "b">("a", "b"));
const positive = fc.integer({ min: 1, max: 2 });
const { element, tree } = fc.letrec<{ element: Tree; tree: Tree }>((tie) => ({
  element: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ element: fc.constantFrom<"service" | "active">("service", "active"), leaf }),
    fc.record({ join: fc.constantFrom<"and" | "or">("and", "or"), parts: fc.array(tie("element"), { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: tie("element") }),
  ),
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ leaf, of: fc.constantFrom<"boundary" | "used" | "name">("boundary", "used", "name") }),
    fc.record({ join: fc.constantFrom<"and" | "or">("and", "or"), parts: fc.array(tie("tree"), { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: tie("tree") }),
    fc.record({
      list: fc.oneof(fc.constantFrom<"any" | "none">("any", "none"), fc.record({ lt: positive }), fc.record({ gte: positive }), fc.record({ is: positive })),
      where: tie("element"),
    }),
  ),
}));
void element;

const value = fc.constantFrom<Value>("a", "b", null);
const account: fc.Arbitrary<Account> = fc.record({
  boundary: value,
  used: value,
  name: fc.constantFrom<"a" | "b">("a", "b"),
  keys: fc.array(fc.record({ service: value, active: fc.boolean() }), { maxLength: 2 }),
});

function withLess(from: Account, mask: boolean[]): Account {
  const keep = <T>(one: T, index: number): T | null => (mask[index] ? null : one);
  return {
    ...from,
    boundary: keep(from.boundary, 0),
    used: keep(from.used, 1),
    keys: from.keys.map((key, index) => ({ ...key, service: keep(key.service, 2 + index) })),
  };
}

function accepted(condition: object, part: "require" | "raise"): boolean {
  const text = JSON.stringify(condition);
  return (
    load(part === "require" ? conditionIn("require", text) : `${conditionIn("require", "user.mfaActive: true")}raise: [{ when: ${text}, to: high }]\n`).rules
      .length === 1
  );
}

describe("absence never silences a rule that says nothing of it,", () => {
  it.each([
    ["require", true],
    ["raise", false],
  ] as const)("in %s", (part, quiet) => {
    let checked = 0;
    fc.assert(
      fc.property(tree, fc.array(account, { minLength: 12, maxLength: 12 }), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (one, accounts, mask) => {
        if (!accepted(written(one), part)) return;
        checked += 1;
        for (const full of accounts) if (holds(one, withLess(full, mask)) === quiet) expect(holds(one, full)).toBe(quiet);
      }),
      { numRuns: 400 },
    );
    expect(checked).toBeGreaterThan(50);
  });
});

describe("a guard counts", () => {
  const guarded = (guard: string): number => load(conditionIn("require", `${guard}\nuser.permissionsBoundary.name: { isNot: x }`)).diagnostics.length;

  it.each([
    ["on the path itself", "and: [{ user.name: y }]\nuser.permissionsBoundary.name: { exists: true, isNot: x }".split("\n")[0] ?? "", 1],
    ["on the parent that may be null", "user.permissionsBoundary: { exists: true }", 0],
    ["not on another path", "user.permissionsBoundaryArn: { exists: true }", 1],
    ["not on a field beside it", "user.permissionsBoundary.path: { exists: true }", 1],
  ])("%s", (_why, guard, faults) => {
    expect(guarded(guard)).toBe(faults);
  });

  it("with exists false as well: absence is said to be what is wanted", () => {
    const { body } = loaded(
      conditionIn("applies", "or: [{ user.passwordLastUsedAt: { exists: false } }, { user.passwordLastUsedAt: { exists: true, olderThan: 90d } }]"),
    );
    expect(body.kind).toBe("state");
  });
});

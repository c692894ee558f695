import type { ResourceKind } from "../../schemas/index.ts";

/** Shorthand of the tables of `any`, `every`, `none` and `count`: what each name stands for among a user's access keys. */
export const ELEMENTS: Record<string, unknown> = {
  on: { active: true },
  off: { active: false },
  unsure: { active: { $unknown: "AccessDenied" } },
  more: { $unknown: "Throttled" },
};

/** A condition written in JsonLogic, and the same in field form; both must lower to one logic. */
export const JSON_LOGIC_ENTRIES: [operator: string, kind: ResourceKind, logic: string, field: string][] = [
  ["var", "user", "{ var: user.mfaActive }", "{ user.mfaActive: true }"],
  ["and", "user", "{ and: [{ var: user.mfaActive }, { var: user.passwordEnabled }] }", "{ user.mfaActive: true, user.passwordEnabled: true }"],
  ["or", "user", "{ or: [{ var: user.mfaActive }, { var: user.passwordEnabled }] }", "{ or: [{ user.mfaActive: true }, { user.passwordEnabled: true }] }"],
  ["!", "user", '{ "!": [{ var: user.mfaActive }] }', "{ not: { user.mfaActive: true } }"],
  ["===", "user", '{ "===": [{ var: user.path }, /svc/] }', "{ user.path: /svc/ }"],
  ["!==", "user", '{ "!==": [{ var: user.path }, /svc/] }', "{ user.path: { isNot: /svc/ } }"],
  ["<", "policy", '{ "<": [{ var: policy.versionCount }, 5] }', "{ policy.versionCount: { lt: 5 } }"],
  ["<=", "policy", '{ "<=": [2, { var: policy.versionCount }, 4] }', "{ and: [{ policy.versionCount: { gte: 2 } }, { policy.versionCount: { lte: 4 } }] }"],
  [">", "policy", '{ ">": [{ var: policy.versionCount }, 1] }', "{ policy.versionCount: { gt: 1 } }"],
  [">=", "policy", '{ ">=": [{ var: policy.versionCount }, 2] }', "{ policy.versionCount: { gte: 2 } }"],
  ["in", "user", "{ in: [{ var: user.path }, [/svc/, /ci/]] }", "{ user.path: [/svc/, /ci/] }"],
  ["some", "user", "{ some: [{ var: user.accessKeys }, { var: active }] }", "{ user.accessKeys: { any: { active: true } } }"],
  ["none", "user", "{ none: [{ var: user.accessKeys }, { var: active }] }", "{ user.accessKeys: { none: { active: true } } }"],
  [
    "all",
    "user",
    "{ all: [{ var: user.accessKeys }, { var: active }] }",
    "{ and: [{ user.accessKeys: { count: { gt: 0 } } }, { user.accessKeys: { every: { active: true } } }] }",
  ],
];

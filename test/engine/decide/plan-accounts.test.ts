import { describe, expect, it } from "vitest";
import { readPlan } from "../../../collectors/index.ts";
import { planAccounts } from "../../../engine/decide/plan-accounts.ts";
import { assumes, constant, deployIn, type ProviderPlan, providerPlan, refers } from "../../collectors/plan/provider-plan.ts";

const [A, B, C] = ["111122223333", "444455556666", "777788889999"] as const;

function given(plan: ProviderPlan, account: string | null = null) {
  const read = readPlan(providerPlan(plan), "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  return read.parts.map((part) => ({ flag: "--plan", file: "plan.json", account, plan: part }));
}

/** Account → addresses, and the problems' codes; or the code of what stopped it. */
function assigned(plans: ReturnType<typeof given>, accounts: (string | null)[]) {
  const outcome = planAccounts(plans, accounts);
  if (!outcome.ok) return outcome.problem.code;
  const { plans: found, problems } = outcome.value;
  const addresses = found.map(
    ({ account, plans: own }) => `${account}: ${own.flatMap(({ resources }) => resources.map(({ address }) => address.slice(-1))).join("")}`,
  );
  return [...addresses, ...problems.map(({ code }) => code)];
}

const EU = { region: constant("eu-west-1") };
const TWO = { providers: { aws: assumes(deployIn(A)), "aws.spoke": assumes(deployIn(B)) }, roles: { x: "aws", s: "aws.spoke" } };
const OPEN = { providers: { aws: EU }, roles: { x: "aws" } };
const OPEN_AND_STATED = { providers: { aws: EU, "aws.spoke": assumes(deployIn(B)) }, roles: { x: "aws", s: "aws.spoke" } };
const TWO_OPEN = { providers: { aws: EU, "aws.spoke": assumes(refers("local.spoke")) }, roles: { x: "aws", s: "aws.spoke" } };

const CASES: { what: string; plan: ProviderPlan; says?: string; snapshots: (string | null)[]; is: string | string[] }[] = [
  { what: "goes to the snapshots of its accounts", plan: TWO, snapshots: [A, B, C], is: [`${A}: x`, `${B}: s`] },
  { what: "is a problem in the part whose snapshot is missing", plan: TWO, snapshots: [A], is: [`${A}: x`, "other-account"] },
  { what: "is refused where no part has a snapshot", plan: TWO, snapshots: [C], is: "plan-of-other-account" },
  { what: "is judged by account without snapshots", plan: TWO, snapshots: [], is: [`${A}: x`, `${B}: s`] },
  { what: "is of the snapshot's account where nothing says another", plan: OPEN, snapshots: [A], is: [`${A}: x`] },
  { what: "is of the account that the command line says", plan: OPEN, says: B, snapshots: [A, B], is: [`${B}: x`] },
  { what: "must be given an account where several are possible", plan: OPEN, snapshots: [A, B], is: "plan-without-account" },
  { what: "is refused where the command line says an account without a snapshot", plan: OPEN, says: C, snapshots: [A], is: "plan-of-other-account" },
  {
    what: "is refused where the command line says another account than the plan",
    plan: { ...TWO, roles: { x: "aws" } },
    says: B,
    snapshots: [A, B],
    is: "plan-of-other-account",
  },
  { what: "may be of a snapshot that does not know its account", plan: { ...TWO, roles: { x: "aws" } }, snapshots: [null], is: ["null: x"] },
  { what: "is of the snapshot where its provider is open and the other is not", plan: OPEN_AND_STATED, snapshots: [A], is: [`${A}: x`, "other-account"] },
  { what: "does not take its open provider for the account of another", plan: OPEN_AND_STATED, snapshots: [B], is: [`${B}: s`, "unknown-account"] },
  { what: "takes it for that where the command line says so", plan: OPEN_AND_STATED, says: B, snapshots: [B], is: [`${B}: xs`] },
  { what: "with two open providers takes the one without alias for the snapshot's", plan: TWO_OPEN, snapshots: [A], is: [`${A}: x`, "unknown-account"] },
  { what: "with two open providers is of one account where the command line says so", plan: TWO_OPEN, says: A, snapshots: [A], is: [`${A}: xs`] },
  { what: "with two open providers is judged apart without snapshots", plan: TWO_OPEN, snapshots: [], is: ["null: x", "null: s"] },
  {
    what: "is not of an account that its provider does not allow",
    plan: { providers: { aws: { allowed_account_ids: constant([B, C]) } }, roles: { x: "aws" } },
    snapshots: [A],
    is: ["unknown-account"],
  },
  {
    what: "is not of an account that its provider forbids",
    plan: { providers: { aws: { forbidden_account_ids: constant([A]) } }, roles: { x: "aws" } },
    snapshots: [A],
    is: ["unknown-account"],
  },
  ...(["aws", "aws.o"] as const).flatMap((excluding) =>
    [{ forbidden_account_ids: constant([A]) }, { allowed_account_ids: constant([B, C]) }].map((exclusion) => ({
      what: `is not of an account that ${excluding} of two providers with the same credentials excludes by ${Object.keys(exclusion).join()}`,
      plan: { providers: { aws: {}, "aws.o": {}, [excluding]: exclusion }, roles: { x: "aws", y: "aws.o" } },
      snapshots: [A],
      is: ["unknown-account"],
    })),
  ),
  {
    what: "is of the snapshot's account where a provider that nothing goes through excludes it",
    plan: { providers: { aws: {}, "aws.o": { forbidden_account_ids: constant([A]) } }, roles: { x: "aws" } },
    snapshots: [A],
    is: [`${A}: x`],
  },
  {
    what: "is of the snapshot's account where a provider with the same credentials allows it among others",
    plan: { providers: { aws: {}, "aws.o": { allowed_account_ids: constant([A, B]) } }, roles: { x: "aws", y: "aws.o" } },
    snapshots: [A],
    is: [`${A}: xy`],
  },
];

describe("a plan", () => {
  it.each(CASES)("$what", ({ plan, says = null, snapshots, is }) => {
    expect(assigned(given(plan, says), snapshots)).toEqual(is);
  });

  it("keeps the problems of a part that is not judged", () => {
    const errored = given({ ...TWO, more: { errored: true } });
    expect(assigned(errored, [B])).toEqual([`${B}: s`, "plan-errored", "other-account"]);
  });

  it("says which provider with the same credentials excludes the account", () => {
    const outcome = planAccounts(given({ providers: { aws: {}, "aws.o": { forbidden_account_ids: constant([A]) } }, roles: { x: "aws", y: "aws.o" } }), [A]);
    expect(outcome.ok && outcome.value.problems[0]?.message).toContain(`and the provider aws.o, which has the same credentials, forbids ${A}.`);
  });

  it("says by which provider it is of another account", () => {
    const outcome = planAccounts(given(TWO), [C]);
    expect(outcome.ok ? "" : JSON.stringify(outcome.problem)).toContain(`plan.json (provider aws) is a plan for account ${A}, and no snapshot of it was given`);
  });
});

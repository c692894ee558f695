/** A change of a plan as far as it is the same whenever the plan is made. */
interface Change {
  address: string;
  type: string;
  actions: unknown;
  before: unknown;
  after: unknown;
  unknown: unknown;
}

interface RawChange {
  address: string;
  module_address?: string;
  type: string;
  change: { actions: unknown; before: unknown; after: unknown; after_unknown: unknown };
}

/** Ids that AWS, or moto, makes up. */
const MADE_UP = new Set(["unique_id", "policy_id", "create_date", "qr_code_png", "base_32_string_seed"]);
const KEY_ID = /^(AKIA|LSIA)[A-Z0-9]{12,}$/;

const steady = (key: string, value: unknown): unknown => {
  if (typeof value !== "string") return value;
  return MADE_UP.has(key) || KEY_ID.test(value) ? "(made up)" : value;
};

/** The changes that a plan holds, of the whole plan or of one of its modules, by address. */
export function changesOf(planText: string, module?: string): Change[] {
  const plan = JSON.parse(planText, steady) as { resource_changes?: RawChange[] };
  const prefix = module === undefined ? "" : `module.${module}.`;
  return (plan.resource_changes ?? [])
    .filter(({ address }) => address.startsWith(prefix))
    .map(({ address, type, change }) => ({
      address: address.slice(prefix.length),
      type,
      actions: change.actions,
      before: change.before,
      after: change.after,
      unknown: change.after_unknown,
    }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

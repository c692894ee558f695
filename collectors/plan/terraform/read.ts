import type { Plan, PlannedOperation, PlannedResource, PlanProblem, PlanProvider, UnreviewedChange } from "../../../schemas/index.ts";
import type { SourceExpressions } from "../source/terraform-expressions.ts";
import { type AccountPart, type PlanAccounts, planAccountsOf } from "./accounts.ts";
import { actionsOf } from "./actions.ts";
import { doubtsOf } from "./doubts.ts";
import { namesIn } from "./module-paths.ts";
import { type PlanResource, planFile } from "./plan-file.ts";
import { contentOf } from "./policy-source.ts";
import type { ProviderAccount } from "./provider-accounts.ts";
import { putOff } from "./put-off.ts";
import { READERS } from "./readers.ts";
import { NO_REFERENCES, type References } from "./reference-types.ts";
import { referencesOf } from "./references.ts";
import { regionsOf } from "./regions.ts";
import { sensitiveTexts } from "./sensitive.ts";
import { holdsTrue, type PlanSide } from "./side.ts";
import type { ReadContext, TerraformOperation, TerraformTypeReader } from "./type-reader.ts";
import { unpredicted } from "./unpredicted.ts";
import { writtenLater } from "./unresolved.ts";

/** A change as it was read: the part of the plan that it is of, and what it does. */
interface ReadChange {
  part: AccountPart;
  operations: PlannedOperation[];
  /** What would make it as it is before the change. */
  existing: PlannedOperation[];
  resource: PlannedResource;
}

/**
 * Reads what `terraform show -json` prints of a plan, format 1.x, into operations; into several plans where it works in several accounts, or may.
 * Source of the format: Terraform documentation, "JSON output format".
 */
export function readTerraformPlan(
  data: unknown,
  file: string,
  source: SourceExpressions | null,
): { ok: true; plan: Plan; parts: Plan[] } | { ok: false; problem: PlanProblem } {
  const read = planFile(data, file);
  if (!read.ok) return read;
  const { changes, configuration, problems } = read.file;
  const references = referencesOf(configuration, changes, source);
  const regions = regionsOf(read.file);
  const accounts = planAccountsOf(source ? { ...read.file, local: (module, name) => source.local(namesIn(module), name) } : read.file);
  const found: ReadChange[] = [];
  const held: unknown[] = [];
  const written: NonNullable<Plan["written"]> = {};
  const doubtful: UnreviewedChange[] = [];
  for (const change of changes) {
    doubtful.push(...doubtsOf(change, references(change)).map((doubt) => inAccount(doubt, () => accounts.partOf(change))));
    if (change.mode === "data") continue;
    const action = actionOf(change.actions);
    const reader = Object.hasOwn(READERS, change.type) ? READERS[change.type] : undefined;
    if (!reader) {
      const why = action === "no-op" ? null : unpredicted(change);
      if (why !== null) problems.push({ code: "unsupported-type", address: change.address, message: `${change.address}: ${why}` });
      continue;
    }
    const before = change.before ? side(change, change.before, undefined, NO_REFERENCES) : null;
    const after = change.after ? side(change, change.after, change.unknown, references(change)) : null;
    const reading: ReadContext = { content: contentOf, region: () => regions(change) };
    if (action === "unreadable") {
      const message = `${change.address} has the actions ${change.actions.join(", ")}, which this Reeve does not know. Judge it by hand.`;
      problems.push({ code: "unsupported-action", address: change.address, message });
      continue;
    }
    const operations = operationsOf(reader, change.actions, before, after, reading).map((operation) => addressed(operation, change.address));
    const subjects = [...(before ? reader.subjects(before) : []), ...(after ? reader.subjects(after) : [])];
    const resource = { address: change.address, type: change.type, action, subjects: distinct(subjects) };
    const existing = before ? reader.create(before, reading).map((operation) => addressed(operation, change.address)) : [];
    found.push({ part: accounts.partOf(change), operations, existing, resource });
    held.push(operations, resource);
    Object.assign(written, writtenLater(configuration, change, source));
    // What it was may stand in the snapshot.
    if (holdsTrue(change.sensitive.before)) held.push(existing);
  }
  const actions = actionsOf(read.file.actions);
  problems.push(...actions.problems, ...putOff(read.file, references));
  doubtful.push(...actions.unreviewed);
  const [plan, ...others] = plansOf(found, file, accounts, written);
  const sensitive = sensitiveTexts(read.file, held);
  const first = { ...plan, problems, ...(doubtful.length > 0 ? { unreviewedChanges: doubtful } : {}), ...(sensitive ? { sensitive } : {}) };
  return { ok: true, plan: first, parts: [first, ...others] };
}

/** Of what may affect an account other than that of the plan's first part: which one it is in, where the plan says it. */
function inAccount(doubt: UnreviewedChange, partOf: () => AccountPart): UnreviewedChange {
  if (doubt.concerns.kind !== "access" && doubt.concerns.kind !== "destination") return doubt;
  const [account, ...others] = partOf().accounts;
  return account === undefined || others.length > 0 ? doubt : { ...doubt, account };
}

/** A plan for each part in which something changes, that of the provider without alias first. What stays as it is is in the first. */
function plansOf(found: readonly ReadChange[], file: string, { seen, partition }: PlanAccounts, written: NonNullable<Plan["written"]>): [Plan, ...Plan[]] {
  const empty: Plan = {
    tool: "terraform",
    file,
    accounts: [],
    partition,
    operations: [],
    resources: [],
    problems: [],
    ...(Object.keys(written).length > 0 ? { written } : {}),
  };
  const changing = new Set(found.filter(({ resource }) => resource.action !== "no-op").map(({ part }) => part));
  const [only] = seen.length === 1 ? seen : [];
  const [first, ...others] = [...changing].sort((one, other) => Number(other.provider.name === "aws") - Number(one.provider.name === "aws"));
  if (first === undefined) return [{ ...empty, accounts: only === undefined ? [] : [only], resources: found.map(({ resource }) => resource) }];
  const planOf = (part: AccountPart): Plan => {
    const own = found.filter((each) => each.part === part || (part === first && !changing.has(each.part)));
    const existing = own.flatMap((each) => each.existing);
    const alike = part.alike.map(restrictionsOf);
    return {
      ...empty,
      accounts: part.accounts,
      operations: own.flatMap(({ operations }) => operations),
      ...(existing.length > 0 ? { existing } : {}),
      resources: own.map(({ resource }) => resource),
      provider: { ...restrictionsOf(part.provider), ...(alike.length > 0 ? { alike } : {}) },
    };
  };
  return [planOf(first), ...others.map(planOf)];
}

const restrictionsOf = ({ name, allowed, forbidden, assumes }: ProviderAccount): PlanProvider => ({
  name,
  allowed,
  forbidden,
  ...(assumes === null ? {} : { assumes }),
});

const side = (change: PlanResource, values: PlanSide["values"], unknown: unknown, references: References): PlanSide => ({
  address: change.address,
  values,
  unknown,
  references,
});

/** Terraform's list of actions as one word; `forget` drops a resource from the state and leaves it in AWS. */
function actionOf(actions: readonly string[]): PlannedResource["action"] | "unreadable" {
  const actionNames = [...actions].sort().join();
  switch (actionNames) {
    case "no-op":
    case "read":
    case "forget":
      return "no-op";
    case "create":
    case "update":
    case "delete":
      return actionNames;
    case "create,delete":
    case "create,forget":
      return "replace";
    default:
      return "unreadable";
  }
}

/** The operations in the order of the actions, so that both orders of a replacement are kept. */
function operationsOf(
  reader: TerraformTypeReader,
  actions: readonly string[],
  before: PlanSide | null,
  after: PlanSide | null,
  reading: ReadContext,
): TerraformOperation[] {
  return actions.flatMap((action) => {
    if (action === "create" && after) return reader.create(after, reading);
    if (action === "delete" && before) return reader.delete(before, reading);
    if (action === "update" && before && after) return reader.update(before, after, reading);
    return [];
  });
}

const addressed = (operation: TerraformOperation, address: string): PlannedOperation => ({ ...operation, by: operation.by ?? address }) as PlannedOperation;

const distinct = <T>(list: readonly T[]): T[] => [...new Map(list.map((entry) => [JSON.stringify(entry), entry])).values()];

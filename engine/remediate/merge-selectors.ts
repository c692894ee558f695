import type { Merged, Wish } from "./merge-fields.ts";
import type { Argument, Member, StepNote } from "./plan.ts";
import type { ReplacingCall } from "./replaces.ts";

interface DataEvents {
  resourceType: string;
  reads: boolean;
  writes: boolean;
  allResources: boolean;
}

/**
 * PutEventSelectors overwrites all selectors of a trail. What the step wants of management events is kept together with the data events that the
 * trail records; where these are narrower than "all resources of a type", the document does not hold enough to write them anew.
 * `dataEvents`: the trail's, known and complete.
 */
export function mergeSelectors(call: ReplacingCall, dataEvents: readonly DataEvents[], wishes: readonly Wish[]): Merged {
  const [own] = wishes;
  const members = [...(own?.members ?? [])];
  const object = call.object(members);
  const other = wishes.find((wish) => JSON.stringify(wish.members) !== JSON.stringify(members));
  if (other) return { code: "conflict", object, member: "EventSelectors", rules: [...new Set(wishes.map((wish) => wish.rule))] };
  const others = [...new Set(wishes.map((wish) => wish.rule))].filter((rule) => rule !== own?.rule);
  const notes: StepNote[] = others.length > 0 ? [{ code: "merged", rules: others }] : [];
  if (dataEvents.length === 0) return { members, notes };
  const narrow = dataEvents.find((entry) => !entry.allResources);
  if (narrow) return { code: "object-partial", object, holds: `data events of single resources of ${narrow.resourceType}` };
  const management = managementSelectors(members);
  if (management === null) return { code: "object-partial", object, holds: "the step's selectors cannot be joined with the trail's data events" };
  const selectors: Argument = { kind: "list", items: [...management, ...dataEvents.map(dataSelector)] };
  const rest = members.filter(({ name }) => name !== "EventSelectors" && name !== "AdvancedEventSelectors");
  return {
    members: [...rest, { name: "AdvancedEventSelectors", argument: selectors }],
    notes: [...notes, { code: "kept", members: dataEvents.map((entry) => `data events of ${entry.resourceType}`) }],
  };
}

/** The step's wish as advanced selectors: basic and advanced ones exclude each other. Null for a wish other than all management events. */
function managementSelectors(members: readonly Member[]): Argument[] | null {
  const argument = members.find(({ name }) => name === "AdvancedEventSelectors")?.argument;
  if (argument) return argument.kind === "list" ? argument.items : null;
  const basic = plain(members.find(({ name }) => name === "EventSelectors")?.argument);
  if (!Array.isArray(basic) || basic.length !== 1) return null;
  const { ReadWriteType = "All", IncludeManagementEvents = true, ExcludeManagementEventSources = [], ...rest } = basic[0] as Record<string, unknown>;
  const all =
    ReadWriteType === "All" && IncludeManagementEvents === true && Array.isArray(ExcludeManagementEventSources) && ExcludeManagementEventSources.length === 0;
  return all && Object.keys(rest).length === 0 ? [selector("Management events", [equal("eventCategory", "Management")])] : null;
}

/** Source: CloudTrail API reference, AdvancedFieldSelector: eventCategory and resources.type are required for data events, readOnly is optional. */
function dataSelector(entry: DataEvents): Argument {
  const fields = [equal("eventCategory", "Data"), equal("resources.type", entry.resourceType)];
  if (entry.reads !== entry.writes) fields.push(equal("readOnly", String(entry.reads)));
  return selector(`Data events of ${entry.resourceType}`, fields);
}

const value = (text: string): Argument => ({ kind: "value", value: text });

const equal = (field: string, wanted: string): Argument => ({
  kind: "object",
  members: [
    { name: "Field", argument: value(field) },
    { name: "Equals", argument: { kind: "list", items: [value(wanted)] } },
  ],
});

const selector = (name: string, fields: Argument[]): Argument => ({
  kind: "object",
  members: [
    { name: "Name", argument: value(name) },
    { name: "FieldSelectors", argument: { kind: "list", items: fields } },
  ],
});

/** The argument as plain JSON; undefined where a placeholder is in it. */
function plain(argument: Argument | undefined): unknown {
  if (argument?.kind === "value") return argument.value;
  if (argument?.kind === "list") return argument.items.map(plain);
  if (argument?.kind === "object") return Object.fromEntries(argument.members.map((member) => [member.name, plain(member.argument)]));
  return undefined;
}

import { mayBeOf, replacedIn } from "./lists.ts";
import { type Model, principalStore } from "./model.ts";
import type { WorkingAttachment } from "./working.ts";

/** Writes new ARNs of renamed users and groups wherever they are named. */
export function resolveRenames(model: Model): void {
  if (model.renames.size === 0) return;
  const isRenamed = (arn: string): boolean => model.renames.has(arn);
  const renamed = (arn: string): string => model.renames.get(arn) ?? arn;
  for (const [old, arn] of model.renames) {
    for (const type of ["user", "group"] as const) {
      const store = principalStore(model, type);
      const item = store.edit(old);
      if (!item) continue;
      store.remove(old);
      store.add({ ...item, arn });
      if (model.uncollected.has(old)) model.uncollected.add(arn);
      credentialsOf(model, old, arn, item.name);
    }
  }
  for (const user of [...model.users.all()]) {
    if (!mayBeOf(user.groupArns).some(isRenamed)) continue;
    const edited = model.users.edit(user.arn);
    if (edited) edited.groupArns = replacedIn(edited.groupArns, renamed, (arn) => arn);
  }
  for (const group of [...model.groups.all()]) {
    if (!mayBeOf(group.memberArns).some(isRenamed)) continue;
    const edited = model.groups.edit(group.arn);
    if (edited) edited.memberArns = replacedIn(edited.memberArns, renamed, (arn) => arn);
  }
  for (const policy of [...model.policies.all()]) {
    if (!mayBeOf(policy.attachedTo).some(({ arn }) => isRenamed(arn))) continue;
    const edited = model.policies.edit(policy.arn);
    if (edited) edited.attachedTo = replacedIn(edited.attachedTo, renamedAttachment, ({ arn }) => arn);
  }

  function renamedAttachment(attachment: WorkingAttachment): WorkingAttachment {
    const arn = renamed(attachment.arn);
    return arn === attachment.arn ? attachment : { ...attachment, arn, name: principalStore(model, attachment.kind).get(arn)?.name ?? attachment.name };
  }
}

/** Keys and devices of a renamed user. */
function credentialsOf(model: Model, old: string, arn: string, name: string): void {
  for (const key of [...model.accessKeys.all()]) {
    const edited = key.userArn === old ? model.accessKeys.edit(key.id) : undefined;
    if (edited) Object.assign(edited, { userArn: arn, userName: name });
  }
  for (const device of [...model.mfaDevices.all()]) {
    const edited = device.userArn === old ? model.mfaDevices.edit(device.id) : undefined;
    if (edited) edited.userArn = arn;
  }
}

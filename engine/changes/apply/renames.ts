import type { document, Unknown } from "../../../schemas/index.ts";
import { knownOf, replacedIn } from "./lists.ts";
import { type Model, principalStore } from "./model.ts";

/** Writes new ARNs of renamed users and groups wherever they are named. One whose new ARN only the apply will tell leaves its list open. */
export function resolveRenames(model: Model): void {
  if (model.renames.size === 0) return;
  const isRenamed = (arn: string): boolean => model.renames.has(arn);
  const markFor = (arn: string): Unknown => model.creations.get(`rename of ${arn}`)?.mark ?? { $unknown: "" };
  for (const [old, arn] of model.renames) {
    for (const type of ["user", "group"] as const) {
      const store = principalStore(model, type);
      const item = store.edit(old);
      if (!item) continue;
      store.remove(old);
      if (arn === null) store.addUnnamed(markFor(old));
      else store.add({ ...item, arn });
      credentialsOf(model, old, arn, item.name);
    }
  }
  const [some = ""] = [...model.renames].filter(([, arn]) => arn === null).map(([old]) => old);
  const gone = markFor(some);
  const renamed = (arn: string): string | null => (isRenamed(arn) ? (model.renames.get(arn) ?? null) : arn);
  for (const user of [...model.users.all()]) {
    if (!knownOf(user.groupArns).some(isRenamed)) continue;
    const edited = model.users.edit(user.arn);
    if (edited) edited.groupArns = replacedIn(edited.groupArns, renamed, gone, (arn) => arn);
  }
  for (const group of [...model.groups.all()]) {
    if (!knownOf(group.memberArns).some(isRenamed)) continue;
    const edited = model.groups.edit(group.arn);
    if (edited) edited.memberArns = replacedIn(edited.memberArns, renamed, gone, (arn) => arn);
  }
  for (const policy of [...model.policies.all()]) {
    if (!knownOf(policy.attachedTo).some(({ arn }) => isRenamed(arn))) continue;
    const edited = model.policies.edit(policy.arn);
    if (edited)
      edited.attachedTo = replacedIn(
        edited.attachedTo,
        (attachment) => renamedAttachment(model, attachment, renamed),
        gone,
        ({ arn }) => arn,
      );
  }
}

function renamedAttachment(model: Model, attachment: document.Attachment, renamed: (arn: string) => string | null): document.Attachment | null {
  const arn = renamed(attachment.arn);
  if (arn === null) return null;
  return arn === attachment.arn ? attachment : { ...attachment, arn, name: principalStore(model, attachment.kind).get(arn)?.name ?? attachment.name };
}

/** Keys and devices of a renamed user; where its ARN is not known, so are not their owners, and their lists are open without them. */
function credentialsOf(model: Model, old: string, arn: string | null, name: string): void {
  const mark = model.creations.get(`rename of ${old}`)?.mark;
  for (const key of [...model.accessKeys.all()]) {
    if (key.userArn !== old) continue;
    const edited = model.accessKeys.edit(key.id);
    if (edited && arn !== null) Object.assign(edited, { userArn: arn, userName: name });
    else if (mark) {
      model.accessKeys.remove(key.id);
      model.accessKeys.addUnnamed(mark);
    }
  }
  for (const device of [...model.mfaDevices.all()]) {
    if (device.userArn !== old) continue;
    const edited = model.mfaDevices.edit(device.id);
    if (edited && arn !== null) edited.userArn = arn;
    else if (mark) {
      model.mfaDevices.remove(device.id);
      model.mfaDevices.addUnnamed(mark);
    }
  }
}

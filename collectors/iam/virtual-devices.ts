import { member, plainGap, textOf } from "../../document/index.ts";
import type { document, ReeveDocument, Unknown } from "../../schemas/index.ts";
import { iamPage } from "../aws/calls.ts";
import { type CollectContext, listOf, type Pages } from "../context.ts";
import { normalizeMfaDevice } from "../normalize/credential.ts";
import { byText } from "./inventory.ts";

const API = "iam:ListVirtualMFADevices";

/** All virtual MFA devices, assigned or not. */
export async function readVirtualDevices(context: CollectContext): Promise<Pages<unknown>> {
  if (!context.wants(API)) return { items: [], mark: context.notCollected(API), begun: false };
  const iam = await context.clients.iam();
  return await context.pages(
    { api: API, scope: "account" },
    (marker) => iam.listVirtualMFADevices({ AssignmentStatus: "Any", ...(marker === undefined ? {} : { Marker: marker }) }),
    (page) => iamPage(page, "VirtualMFADevices"),
  );
}

/** The users' devices, as iam:ListMFADevices tells them, and of the virtual ones those of root and of nobody. */
export function allDevices(
  context: CollectContext,
  users: { items: document.MfaDevice[]; mark: Unknown | null },
  virtual: Pages<unknown>,
): ReeveDocument["mfaDevices"] {
  const items = [...users.items];
  let mark = users.mark ?? virtual.mark;
  for (const raw of virtual.items) {
    const owner = textOf(member(raw, "User"), "Arn");
    if (owner !== null && !owner.endsWith(":root")) continue;
    const device = normalizeMfaDevice(raw, owner);
    if (device) items.push(device);
    else mark ??= context.gaps.mark(plainGap(API, "Unparseable", "account", "A device lacks its serial number."));
  }
  return listOf({ items: byText(items, (device) => device.id), mark, begun: virtual.begun || users.mark === null });
}

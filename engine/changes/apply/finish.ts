import { isUnknown, type ReeveDocument } from "../../../schemas/index.ts";
import type { Model } from "./model.ts";

/** The document: lists that nothing changed are the snapshot's own; gaps of the plan are numbered after the snapshot's. */
export function finished(base: ReeveDocument, model: Model): ReeveDocument {
  const analyzers = model.analyzers.finish();
  const { account } = model;
  countAgain(model);
  const highest = Object.keys(base.gaps).reduce((most, id) => Math.max(most, Number(/^g(\d+)$/.exec(id)?.[1] ?? 0)), 0);
  return {
    ...base,
    account,
    users: model.users.finish(),
    accessKeys: model.accessKeys.finish(),
    mfaDevices: model.mfaDevices.finish(),
    groups: model.groups.finish(),
    roles: model.roles.finish(),
    policies: model.policies.finish(),
    trails: model.trails.finish(),
    analyzers,
    serverCertificates: model.serverCertificates.finish(),
    samlProviders: model.samlProviders.finish(),
    oidcProviders: model.oidcProviders.finish(),
    gaps: { ...base.gaps, ...model.gaps.number(highest) },
  };
}

/** The account's counts, carried on by what is made and deleted. Source: IAM API Reference, GetAccountSummary. */
function countAgain(model: Model): void {
  const { account } = model;
  if (isUnknown(account) || isUnknown(account.summary)) return;
  const grown = {
    userCount: model.users.growth(),
    groupCount: model.groups.growth(),
    roleCount: model.roles.growth(),
    policyCount: model.policies.growth((policy) => !policy.awsManaged),
    mfaDeviceCount: model.mfaDevices.growth(),
    mfaDeviceInUseCount: model.mfaDevices.growth((device) => device.userArn !== null),
    serverCertificateCount: model.serverCertificates.growth(),
    providerCount: model.samlProviders.growth() + model.oidcProviders.growth(),
  };
  if (Object.values(grown).every((increase) => increase === 0)) return;
  const { summary } = account;
  const counted = { ...summary };
  for (const [name, growth] of Object.entries(grown) as [keyof typeof grown, number][]) counted[name] = Math.max(0, summary[name] + growth);
  account.summary = counted;
}

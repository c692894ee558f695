import { type document, isUnknown, type ReeveDocument, type Unknown } from "../../../schemas/index.ts";
import type { Model } from "./model.ts";
import { withUnknownNames } from "./unknown-names.ts";

/** The document: lists that nothing changed are the snapshot's own; gaps of the plan are numbered after the snapshot's. */
export function finished(base: ReeveDocument, model: Model): ReeveDocument {
  const { account } = model;
  const written = <T extends object>(item: object): T => withUnknownNames(model.unknownNames, item) as T;
  // What was known of the mark was of one value, as of a count.
  const possibly = (mark: Unknown, members: unknown[]): Unknown => model.gaps.partly(model.gaps.plain(mark), { members });
  countAgain(model);
  const highest = Object.keys(base.gaps).reduce((most, id) => Math.max(most, Number(/^g(\d+)$/.exec(id)?.[1] ?? 0)), 0);
  return {
    ...base,
    account,
    users: model.users.finish(written<document.User>, possibly),
    accessKeys: model.accessKeys.finish(written<document.AccessKey>, possibly),
    mfaDevices: model.mfaDevices.finish(written<document.MfaDevice>, possibly),
    groups: model.groups.finish(written<document.Group>, possibly),
    roles: model.roles.finish(written<document.Role>, possibly),
    policies: model.policies.finish(written<document.Policy>, possibly),
    trails: model.trails.finish(written<document.Trail>, possibly),
    analyzers: model.analyzers.finish(written<document.Analyzer>, possibly),
    serverCertificates: model.serverCertificates.finish(written<document.ServerCertificate>, possibly),
    samlProviders: model.samlProviders.finish(written<document.SamlProvider>, possibly),
    oidcProviders: model.oidcProviders.finish(written<document.OidcProvider>, possibly),
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

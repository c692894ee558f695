import { isAwsManaged } from "../../../document/index.ts";
import type { Plan, PlannedSubject } from "../../../schemas/index.ts";
import { kindName, reportNotHeld } from "./find.ts";
import { type Model, principalStore } from "./model.ts";
import type { Store } from "./store.ts";

/**
 * Says what a plan updates that the account before it surely lacks, where nothing of the update is in the document, as of a description. All other updates
 * are operations, which say it themselves. Called before anything is applied.
 */
export function reportMissingUpdates(model: Model, plans: readonly Plan[]): void {
  for (const plan of plans) {
    const predicted = new Set(plan.operations.map(({ by }) => by));
    for (const { address, action, subjects } of plan.resources) {
      if (action !== "update" || predicted.has(address)) continue;
      for (const subject of subjects) {
        const what = missing(model, subject);
        if (what !== null) reportNotHeld(model, address, "changes", what);
      }
    }
  }
}

function missing(model: Model, subject: PlannedSubject): string | null {
  switch (subject.kind) {
    case "user":
    case "group":
    case "role": {
      if (subject.name.status !== "known") return null;
      const store = principalStore(model, subject.kind);
      const key = model.byName[subject.kind].get(subject.name.value);
      return key === undefined && store.isComplete() ? `${kindName[subject.kind]} ${subject.name.value}` : null;
    }
    case "policy":
      return subject.arn.status === "known" && isAwsManaged(subject.arn.value) ? null : absent(model.policies, subject.arn, "the policy");
    case "trail":
      return absent(model.trails, subject.arn, "the trail");
    case "analyzer":
      return absent(model.analyzers, subject.arn, "the analyzer");
    case "saml-provider":
      return absent(model.samlProviders, subject.arn, "the SAML provider");
    case "oidc-provider":
      return absent(model.oidcProviders, subject.arn, "the OIDC provider");
    case "server-certificate":
      return absent(model.serverCertificates, subject.arn, "the server certificate");
    case "access-key":
      return absent(model.accessKeys, subject.id, "the access key");
    case "mfa-device":
      return absent(model.mfaDevices, subject.id, "the virtual MFA device");
    case "instance-profile":
    case "account":
      return null;
  }
}

const absent = (store: Store<object>, reference: { status: string; value?: string }, what: string): string | null =>
  reference.status === "known" && reference.value !== undefined && store.isComplete() && store.get(reference.value) === undefined
    ? `${what} ${reference.value}`
    : null;

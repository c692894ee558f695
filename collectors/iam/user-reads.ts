import { instantIn, member, plainGap } from "../../document/index.ts";
import type { Unknown } from "../../schemas/index.ts";
import { iamPage } from "../aws/calls.ts";
import type { CallRequest, CollectContext, Pages } from "../context.ts";
import { normalizeLastUse } from "../normalize/credential.ts";
import { type KeyUse, useUnknown } from "../normalize/key-use.ts";

/** The user that a call is about. */
export interface Owner {
  arn: string;
  name: string;
}

/** The calls about single users. One that finds its user gone makes a gap and does not end the run. */
export interface UserReads {
  accessKeys(user: Owner): Promise<Pages<unknown>>;
  mfaDevices(user: Owner): Promise<Pages<unknown>>;
  lastUse(keyId: string, user: Owner): Promise<KeyUse>;
  passwordEnabled(user: Owner): Promise<boolean | Unknown>;
  passwordLastUsedAt(user: Owner): Promise<string | null | Unknown>;
  /** Whether there is such a user. */
  exists(user: Owner): Promise<boolean | Unknown>;
}

export async function userReads(context: CollectContext): Promise<UserReads> {
  const iam = await context.clients.iam();
  const skipped = (api: string): Pages<unknown> => ({ items: [], mark: context.notCollected(api), begun: false });
  const request = (api: string, scope: string): CallRequest => ({ api, scope });

  return {
    async accessKeys(user) {
      const api = "iam:ListAccessKeys";
      if (!context.wants(api)) return skipped(api);
      const send = (marker: string | undefined) => iam.listAccessKeys({ UserName: user.name, ...(marker === undefined ? {} : { Marker: marker }) });
      return await context.pages(request(api, user.arn), send, (page) => iamPage(page, "AccessKeyMetadata"));
    },

    async mfaDevices(user) {
      const api = "iam:ListMFADevices";
      if (!context.wants(api)) return skipped(api);
      const send = (marker: string | undefined) => iam.listMFADevices({ UserName: user.name, ...(marker === undefined ? {} : { Marker: marker }) });
      return await context.pages(request(api, user.arn), send, (page) => iamPage(page, "MFADevices"));
    },

    async lastUse(keyId, user) {
      const api = "iam:GetAccessKeyLastUsed";
      if (!context.wants(api)) return useUnknown(context.notCollected(api));
      const answer = await context.call(request(api, `${user.arn} ${keyId}`), () => iam.getAccessKeyLastUsed({ AccessKeyId: keyId }));
      if (answer.kind === "failed") return useUnknown(answer.mark);
      const use = answer.kind === "value" ? normalizeLastUse(answer.value) : null;
      return use ?? useUnknown(context.gaps.mark(plainGap(api, "Unparseable", `${user.arn} ${keyId}`, "The answer tells nothing of the key's use.")));
    },

    async passwordEnabled(user) {
      const api = "iam:GetLoginProfile";
      if (!context.wants(api)) return context.notCollected(api);
      // NoSuchEntity is the answer for a user without a console password (IAM API reference, GetLoginProfile).
      const absent = ["NoSuchEntity"];
      const answer = await context.call({ ...request(api, user.arn), absent }, () => iam.getLoginProfile({ UserName: user.name }));
      if (answer.kind === "failed") return answer.mark;
      if (answer.kind === "absent") return false;
      if (member(answer.value, "LoginProfile") !== undefined) return true;
      return context.gaps.mark(plainGap(api, "Unparseable", user.arn, "The answer holds no login profile."));
    },

    async passwordLastUsedAt(user) {
      const api = "iam:GetUser";
      if (!context.wants(api)) return context.notCollected(api);
      const answer = await context.call(request(api, user.arn), () => iam.getUser({ UserName: user.name }));
      if (answer.kind === "failed") return answer.mark;
      const found = answer.kind === "value" ? member(answer.value, "User") : undefined;
      if (found === undefined) return context.gaps.mark(plainGap(api, "Unparseable", user.arn, "The answer holds no user."));
      return instantIn(found, "PasswordLastUsed");
    },

    async exists(user) {
      const api = "iam:GetUser";
      if (!context.wants(api)) return context.notCollected(api);
      const answer = await context.call({ ...request(api, user.arn), absent: ["NoSuchEntity"] }, () => iam.getUser({ UserName: user.name }));
      return answer.kind === "failed" ? answer.mark : answer.kind === "value";
    },
  };
}

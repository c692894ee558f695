/** English for the codes of a plan: the only place where renderers take it from. */

import type { StepNote, Withheld } from "./plan.ts";
import { FOR_EACH } from "./plan.ts";
import { quoted, visible } from "./text.ts";

/** Why a step is left out, as one line. */
export function whyWithheld(because: Withheld): string {
  switch (because.code) {
    case "absent":
      return because.member === FOR_EACH
        ? `not for this finding: there is none of ${because.path} that it is for`
        : `not for this finding: ${because.path} (${because.member}) is known to hold nothing`;
    case "unknown":
      return `left out: ${because.path} (${because.member}) could not be read${gap(because.gap)}`;
    case "open":
      return `left out: ${because.path} (${because.member}) may hold more than could be read${gap(because.gap)}`;
    case "not-a-value":
      return `left out: ${because.path} (${because.member}) is not a single value`;
    case "no-document":
      return `left out: ${because.path} (${because.member}) stands in the snapshot, which is not at hand`;
    case "undecided":
      return "left out: whether it is for this finding depends on what could not be read";
    case "param-not-set":
      return `left out: the rule's parameter ${because.param} (${because.member}) is not set`;
    case "key-exists": {
      const made = because.createdAt === null ? "" : `, made ${because.createdAt}`;
      return because.isDue
        ? `not yet: a user holds two access keys at the most. The steps below retire the idle one; ${visible(because.key)}${made} stays, and its own finding says how to rotate it`
        : `not for this finding: the user has ${visible(because.key)} already${made}. Put it wherever the old key is used`;
    }
    case "key-unused":
      return `no new key: nothing uses ${visible(because.key)} (${because.rules.join(", ")}). It is retired and not replaced, which fixes this finding too. To replace it, name this finding only`;
    case "last-key":
      return `not yet: neither key of the user is used, and ${visible(because.other)} goes first. A user's last working key is left; collect again once ${visible(because.other)} is gone, then ${visible(because.key)} can go too`;
    case "after-waiting":
      return `not yet: delete ${visible(because.key)} once it was inactive for some days and nothing missed it; as an inactive key it is a finding of its own then`;
    case "object-unknown":
      return `left out: the call replaces all of ${because.object}, whose present value could not be read${gap(because.gap)}`;
    case "object-partial":
      return `left out: the call replaces all of ${visible(because.object)}, and the document does not hold all of it (${because.holds}); change it by hand`;
    case "conflict":
      return `left out: ${because.rules.join(" and ")} want different values of ${because.member} in ${because.object}`;
  }
}

function gap(text: string | null): string {
  return text === null ? "" : ` (${visible(text)})`;
}

const FIRST = {
  inactive: "is inactive, and its removal cannot be taken back",
  idle: "was used less recently than the other key of the user, or never",
  older: "is the older key of the user; which of the two is in use is not known, so find out first",
} as const;

/** What a reader of a step must know, as one line. */
export function noteText(note: StepNote): string {
  switch (note.code) {
    case "merged":
      return `This call replaces the whole object; it also fixes ${note.rules.join(", ")}.`;
    case "first":
      return `${note.key} ${FIRST[note.why]}. A user holds two access keys at the most, so it goes before a new one is made.`;
    case "retired":
      return `This also fixes ${note.rules.join(", ")}: nothing uses ${note.key}, so it is retired, and no new key is made.`;
    case "unused-too":
      return `Nothing uses ${note.key} (${note.rules.join(", ")}). Where no program is to use a new key, stop here and name both findings: the key is then retired and not replaced.`;
    case "also":
      return `Also for: ${note.message}`;
    case "regrants": {
      const reasons = [
        ...(note.admin === true ? ["allows everything"] : note.admin === "unknown" ? ["may allow anything: its content is not known here"] : []),
        ...(note.rules.length > 0 ? [`was itself a finding (${note.rules.join(", ")})`] : []),
        ...(note.makes === undefined ? [] : [`makes a finding (${note.makes.join(", ")})`]),
      ];
      return `${note.what} ${reasons.join(", and ")}. Make sure that it is to be granted again.`;
    }
    case "left":
      return `Not part of this call: ${note.rules.join(", ")}. Name the rules together (reeve remediate <rule> <rule>) to fix them in one call. What was fixed after the snapshot, this call takes back: collect again first.`;
    case "lock-out":
      if (note.who === "without-permission")
        return `AllowUsersToChangePassword is off: an IAM user whose password is older than ${note.days} days and who has no permission for iam:ChangePassword cannot set a new one at the next sign-in, and cannot use the console until an administrator resets the password. Give that permission first, or allow users to change their passwords.`;
      return `HardExpiry is on: IAM users whose password is older than ${note.days} days cannot sign in to the console, nor set a new password there, until an administrator resets it.`;
    case "kept":
      return `Kept as they are: ${note.members.join(", ")}.`;
    case "defaults":
      return `Nothing is set yet; by default (${note.source}): ${note.members.map(({ name, value }) => `${name} ${typeof value === "string" ? quoted(value) : (value ?? "none")}`).join(", ")}.`;
  }
}

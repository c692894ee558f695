/** How to fix a finding, as plain data: renderers turn it into console steps, AWS CLI, Python or TypeScript. */
import type { Result } from "../../schemas/index.ts";
import type { Scalar, Severity } from "../language/index.ts";

/** A parameter's value, resolved. `supply` is the name of a placeholder that a person fills in. */
export type Argument =
  | { kind: "value"; value: Exclude<Scalar, null> }
  /** Text with at least one placeholder in it. */
  | { kind: "text"; parts: (string | { supply: string })[] }
  | { kind: "list"; items: Argument[] }
  | { kind: "object"; members: Member[] };

/** A member of a request or of a structure within it, by AWS's own name. */
export interface Member {
  name: string;
  argument: Argument;
}

/** In the place of a member: what is absent or unknown is the list that a step is made for each element of. */
export const FOR_EACH = "for each";

/** Why a step is left out. */
export type Withheld =
  /** The path is known to hold nothing: the step is not for this finding. */
  | { code: "absent"; member: string; path: string }
  /** The value could not be read, or the list may hold more. `gap`: why, in words. */
  | { code: "unknown" | "open"; member: string; path: string; gap: string | null }
  /** The path holds an object or a list of objects, which no request carries as it stands. */
  | { code: "not-a-value"; member: string; path: string }
  /** Only the document tells, and there is none at hand. */
  | { code: "no-document"; member: string; path: string }
  /** It could not be read whether the step is for this finding. */
  | { code: "undecided" }
  | { code: "param-not-set"; member: string; param: string }
  /** The user has two access keys. `isDue`: the other one is rotated too; else it was made to replace this one. */
  | { code: "key-exists"; key: string; createdAt: string | null; isDue: boolean }
  /** No new key: other named findings, of `rules`, retire the key because nothing uses it. */
  | { code: "key-unused"; key: string; rules: string[] }
  /** Neither key of the user is used: `other` goes first, and the last working one stays for now. */
  | { code: "last-key"; key: string; other: string }
  /** The key is to be inactive for some days first. */
  | { code: "after-waiting"; key: string }
  /** The call replaces a whole object whose present value is not known. */
  | { code: "object-unknown"; object: string; gap: string | null }
  /** The call replaces a whole object of which the document holds less than all. */
  | { code: "object-partial"; object: string; holds: string }
  /** Failing rules want different things of one member. */
  | { code: "conflict"; object: string; member: string; rules: string[] };

/** What a reader of a step must know. */
export type StepNote =
  /** The call also carries what these other failing rules want. */
  | { code: "merged"; rules: string[] }
  /** Failing rules on the same object whose wishes the call does not carry: they were not named, and are less severe or could lock people out. */
  | { code: "left"; rules: string[] }
  /** The other access key of the user, which must go before a new one can be made. `older`: which of the two is idle is not known. */
  | { code: "first"; key: string; why: "inactive" | "idle" | "older" }
  /** The key is retired and not replaced, which also fixes findings of `rules`. */
  | { code: "retired"; key: string; rules: string[] }
  /** Nothing uses the key, as findings of `rules` say that are not fixed here. */
  | { code: "unused-too"; key: string; rules: string[] }
  /** Another finding needs the same call. */
  | { code: "also"; message: string }
  /** The step gives back what may be too much: a policy or a group. `rules`: those of which that is a finding; `makes`: those of which the step makes one. */
  | { code: "regrants"; what: string; admin: boolean | "unknown"; rules: string[]; makes?: string[] }
  /** Passwords older than this are refused for good once the call was made: of all users, or of those who may not change their own. */
  | { code: "lock-out"; days: number; who: "all" | "without-permission" }
  /** Members that stay as they are. */
  | { code: "kept"; members: string[] }
  /** The object does not exist yet: these members take the default. */
  | { code: "defaults"; members: { name: string; value: Scalar }[]; source: string };

interface StepHead {
  /** service:Operation. */
  call: string;
  /** What a person does for this step; templates filled in. */
  human: string | null;
  /** Message of the finding that the steps from here on are for, where several stand in one script. */
  about?: string | null;
}

export type PlannedStep = StepHead &
  (
    | {
        status: "ready";
        with: Member[];
        /** Placeholders of this step, in order, each once. */
        supply: string[];
        /** What they stand for, by name, as far as the rule says. */
        explained?: Readonly<Record<string, string>>;
        /** Region to call; null: the caller's configuration decides. */
        region: string | null;
        notes: StepNote[];
        /** An earlier step of the part is missing for want of knowledge: whoever runs this one must be asked first. */
        afterGap: boolean;
        /** Made only while the user has another active access key: scripts look before they call. Left out: always. */
        keepsAKey?: true;
        /**
         * Deletes an access key that an earlier step makes inactive, or that was inactive when it was collected: scripts look that it is so, because that step
         * may have been skipped, and the key may have been made active since.
         */
        onlyInactive?: true;
      }
    /** `rotates`: of a call that would make an access key, its users. */
    | { status: "withheld"; because: Withheld; rotates?: readonly string[] }
  );

export type ReadyStep = Extract<PlannedStep, { status: "ready" }>;

/** `remediation`: the rule's own remediation. `undo` puts back what a call took away; `contain` stops who made it. */
export type PartKind = "remediation" | "undo" | "contain";

export interface RemediationPart {
  kind: PartKind;
  /** Console steps, templates filled in. */
  console: string[];
  steps: PlannedStep[];
  /** Policies that a person puts in place; left out where there are none. */
  documents?: PlannedDocument[];
  /** What the placeholders of documents and steps stand for; left out where there are none. */
  supply?: SuppliedValue[];
}

/** `text`: the policy as JSON, lines apart, with `<name>` for what a person supplies; or why it could not be filled in. */
export interface PlannedDocument {
  title: string;
  source: string;
  text: string | Withheld;
}

/** A placeholder by its name, and what a person supplies for it. */
export interface SuppliedValue {
  name: string;
  text: string;
}

export interface Remediation {
  rule: string;
  title: string;
  severity: Severity;
  status: Result["status"];
  message: string;
  resource: Result["resource"];
  /** eventID of an event finding. */
  occurrence: string | null;
  account: string | null;
  partition: string | null;
  references: string[];
  /** Empty when the rule has no remediation. */
  parts: RemediationPart[];
}

import type { Result } from "../../schemas/index.ts";
import { type Condition, compiler, type Frame, type Resource, type Truth, type Walk } from "../language/index.ts";
import { ELEMENTS_SHOWN } from "./evidence.ts";
import { fingerprint, firstId } from "./fingerprint.ts";
import { renderMessage } from "./message.ts";
import { newFrame, type PreparedRule } from "./prepare.ts";
import type { Run } from "./run.ts";
import { stateEvidence, treesOf } from "./state-evidence.ts";
import type { Subject } from "./subject.ts";

/**
 * A finding whose message, fingerprint and evidence are worked out when somebody asks for them: a report that folds thousands of findings pays for
 * those it shows. A class, for its getters are shared by all findings: a large account has tens of thousands. They are not written as JSON.
 */
export class DeferredFinding implements Result {
  readonly rule: string;
  readonly status = "fail";
  readonly severity: Result["severity"];
  readonly resource: Result["resource"];
  readonly account: string | null;
  readonly region: string | null;
  readonly gaps: string[];
  readonly #run: Run;
  readonly #prepared: PreparedRule;
  readonly #of: Resource;
  #message: string | null = null;
  #evidence: Result["evidence"] | null = null;
  #fingerprint: string | null = null;

  constructor(run: Run, prepared: PreparedRule, { resource, region }: Subject, of: Resource, severity: Result["severity"], gaps: string[]) {
    this.rule = prepared.rule.id;
    this.severity = severity;
    this.resource = resource;
    this.account = run.account;
    this.region = region;
    this.gaps = gaps;
    this.#run = run;
    this.#prepared = prepared;
    this.#of = of;
  }

  /** A copy that bears more members besides those said already, and leaves for later what this one left. */
  with<Members extends object>(members: Members): DeferredFinding & Members {
    const { resource, region } = this;
    const copy = new DeferredFinding(this.#run, this.#prepared, { resource, id: null, region }, this.#of, this.severity, this.gaps);
    copy.#fingerprint = this.#fingerprint;
    return Object.assign(copy, this, members);
  }

  get message(): string {
    this.#message ??= renderMessage(this.#walk(), this.#prepared.rule.message);
    return this.#message;
  }

  get fingerprint(): string {
    this.#fingerprint ??= fingerprint(firstId(this.#prepared.rule), this.account, this.resource.id ?? this.resource.arn, null);
    return this.#fingerprint;
  }

  get evidence(): Result["evidence"] {
    if (this.#evidence) return this.#evidence;
    const walk = this.#walk();
    this.#evidence = stateEvidence(this.#run.document, walk, this.#prepared.rule, treesOf(walk, this.#prepared.rule, "fail"));
    return this.#evidence;
  }

  get controls(): NonNullable<Result["controls"]> {
    return this.#prepared.rule.controls;
  }

  #walk(): Walk {
    const { scope, rule } = this.#prepared;
    const frame: Frame = { ...newFrame(this.#run.world, this.#prepared, this.#run.clockMs), resource: this.#of };
    const truthOf = (condition: Condition): Truth => compiler(scope).condition(condition)({ ...frame, items: [], lets: [] });
    return { frame, scope, kind: rule.resource, items: [], brief: { truthOf, elements: ELEMENTS_SHOWN } };
  }
}

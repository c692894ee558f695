import { type AccessGap, type AccessProblem, type document, isUnknown, type PrincipalEscalation, type StepCertainty } from "../../../schemas/index.ts";
import { callerOf, listed } from "../authorize/caller.ts";
import { marksFor } from "../authorize/marks.ts";
import type { AccessSources } from "../authorize/question.ts";
import { type Administrator, administratorOf } from "./administrator.ts";
import { type CallAnswers, type SearchLimits, StandingCalls } from "./calls.ts";
import { ESCALATION_PATHS } from "./catalogue/index.ts";
import type { EscalationCall, EscalationPath } from "./path.ts";
import { groupsIn, isRole, type Standing, standingOf, withAnyKey, withAnyPermissions, withGroup, withoutBoundary } from "./standing.ts";
import { type Destination, type Edge, edgeTo, fits, ServiceTrust, viablePaths } from "./steps.ts";

export type EscalationsFound = { ok: true; escalations: PrincipalEscalation[] } | { ok: false; problem: AccessProblem };

/**
 * How the users and roles of an account become its administrators, by the fewest steps: certain ones where there are such, else those that rest on a condition or
 * on something that the document does not show, else those that rest on what was not read. Each step is judged as what its caller has become; conditions of the
 * steps are not added up. Service control policies that are not given are taken to allow everything.
 *
 * @param principal name or ARN of one of them; left out: all, users first
 */
export function escalationsOf(sources: AccessSources, limits: SearchLimits & { principal?: string } = {}): EscalationsFound {
  const { document: about } = sources;
  const account = isUnknown(about.account) ? null : about.account;
  const { principal, ...rest } = limits;
  if (!account) return { ok: false, problem: { code: "no-account", value: principal ?? "" } };
  const search = new Search(sources, rest);
  if (principal === undefined) {
    const all = [...listed<document.User>(about.users), ...listed<document.Role>(about.roles)];
    return { ok: true, escalations: all.flatMap(({ arn }) => (isUnknown(arn) ? [] : [search.of(arn)])) };
  }
  const found = callerOf(about, account.id, { principal, action: "", resource: "" });
  if (!found.ok) return { ok: false, problem: found.problem };
  const { kind, arn } = found.caller;
  if (kind !== "user" && kind !== "role") return { ok: false, problem: { code: "not-of-account", value: principal } };
  return { ok: true, escalations: [search.of(arn)] };
}

const SURE: readonly StepCertainty[] = ["certain", "conditional", "unknown"];

/** A principal as it stands, with what is worked out of it. */
class Node {
  readonly standing: Standing;
  readonly calls: StandingCalls;
  readonly #trust: ServiceTrust;
  #administrator: Administrator | null | undefined;
  #viable: readonly EscalationPath[] | undefined;

  constructor(standing: Standing, calls: StandingCalls, trust: ServiceTrust) {
    this.standing = standing;
    this.calls = calls;
    this.#trust = trust;
  }

  get administrator(): Administrator | null {
    this.#administrator ??= administratorOf(this.standing.arn, this.calls);
    return this.#administrator;
  }

  /** Whether no step is searched: it is an administrator for certain, or the changed form of a principal that is one, with a condition or without. */
  get isLast(): boolean {
    const { arn, key } = this.standing;
    return this.administrator !== null && (this.administrator.certainty === "certain" || key !== arn);
  }

  get viable(): readonly EscalationPath[] {
    this.#viable ??= viablePaths(this.standing, ESCALATION_PATHS, { calls: this.calls, trust: this.#trust });
    return this.#viable;
  }
}

/** How a node becomes an administrator: by an edge to another that does, or by nothing where it is one. */
interface Way {
  edge: Edge | null;
  end: Administrator;
}

class Search {
  readonly #sources: AccessSources;
  readonly #limits: SearchLimits;
  readonly #trust: ServiceTrust;
  readonly #answers: CallAnswers = new Map();
  readonly #nodes = new Map<string, Node>();
  readonly #principals = new Map<string, document.User | document.Role>();
  readonly #tiers = new Map<StepCertainty, ReadonlyMap<string, Way>>();

  constructor(sources: AccessSources, limits: SearchLimits) {
    this.#sources = sources;
    this.#limits = limits;
    this.#trust = new ServiceTrust(sources, sources.document);
    const { users, roles } = sources.document;
    for (const one of [...listed<document.User>(users), ...listed<document.Role>(roles)]) {
      if (isUnknown(one.arn)) continue;
      this.#principals.set(one.arn, one);
      this.#add(standingOf(one.arn, sources.document));
    }
    this.#addChanged();
  }

  of(principal: string): PrincipalEscalation {
    const gaps = gapsIn(this.#sources);
    for (const certainty of SURE) {
      const way = this.#tier(certainty).get(principal);
      if (!way) continue;
      const edges = this.#edgesFrom(principal, this.#tier(certainty));
      const verdict = certainty === "unknown" ? "unknown" : edges.length === 0 ? "admin" : certainty === "certain" ? "escalates" : "conditional";
      const open = certainty === "unknown" ? unique([...edges.flatMap((edge) => edge.gaps), ...way.end.gaps]) : [];
      return { principal, verdict, steps: edges.map(({ step }) => step), conditions: way.end.conditions, gaps: open };
    }
    // A user, role or group that was not read may be the one to become.
    const isOpen = gaps.length > 0 && (this.#nodes.get(principal)?.viable.length ?? 0) > 0;
    return { principal, verdict: isOpen ? "unknown" : "none", steps: [], conditions: [], gaps: isOpen ? gaps : [] };
  }

  #edgesFrom(key: string, ways: ReadonlyMap<string, Way>): Edge[] {
    const edge = ways.get(key)?.edge;
    return edge ? [edge, ...this.#edgesFrom(edge.to.key, ways)] : [];
  }

  #add(standing: Standing): Node {
    const known = this.#nodes.get(standing.key);
    if (known) return known;
    const node = new Node(standing, new StandingCalls(standing, this.#sources, this.#limits, this.#answers), this.#trust);
    this.#nodes.set(standing.key, node);
    return node;
  }

  /** What principals may make of themselves, and of others whose policies someone may write. A map holds what is added to it while it is gone through. */
  #addChanged(): void {
    const { document: about } = this.#sources;
    const written = new Set<EscalationPath["gains"]>();
    for (const node of this.#nodes.values()) {
      if (node.isLast) continue;
      const { standing } = node;
      for (const { gains } of node.viable) {
        if (gains === "own-permissions") this.#add(withAnyPermissions(standing.arn, about));
        const free = gains === "without-boundary" ? withoutBoundary(standing) : null;
        if (free) this.#add(free);
        if (gains.endsWith("-with-any-permissions") && !written.has(gains)) {
          written.add(gains);
          for (const arn of this.#principals.keys()) if (isRole(arn) === gains.startsWith("role")) this.#add(withAnyPermissions(arn, about));
        }
        if (gains === "group") for (const { to } of this.#groups(standing)) this.#add(to);
      }
    }
  }

  /** Of the groups that a principal may join it joins one: each further one would double the ways. Then it chooses among those that the first one opened. */
  #groups(standing: Standing): Destination[] {
    const inGroups = groupsIn(standing);
    const calls = this.#nodes.get(standing.key)?.calls;
    const open = listed<document.Group>(standing.document.groups).flatMap((target) =>
      isUnknown(target.arn) || standing.passedOver.includes(target.arn) || inGroups.includes(target) || !calls?.possible(JOINS, target.arn) ? [] : [target],
    );
    const choice = open.flatMap(({ arn }) => (isUnknown(arn) ? [] : [arn]));
    return open.map((target) => ({ target, to: withGroup(standing, target.arn as string, choice) }));
  }

  /** All who become an administrator by steps that are at least so sure: first those who are one, then those one step away from them, and so on. */
  #tier(certainty: StepCertainty): ReadonlyMap<string, Way> {
    const known = this.#tiers.get(certainty);
    if (known) return known;
    const allowed = SURE.slice(0, SURE.indexOf(certainty) + 1);
    const ways = new Map<string, Way>();
    this.#tiers.set(certainty, ways);
    let reached = [...this.#nodes.values()].filter(({ standing, administrator }) => {
      if (!administrator || !allowed.includes(administrator.certainty)) return false;
      ways.set(standing.key, { edge: null, end: administrator });
      return true;
    });
    while (reached.length > 0) {
      const next: Node[] = [];
      const found: [Node, Way][] = [];
      for (const node of this.#nodes.values()) {
        if (node.isLast || ways.has(node.standing.key)) continue;
        const edge = this.#edgeInto(node, reached, allowed);
        const end = edge && ways.get(edge.to.key)?.end;
        if (!edge || !end) continue;
        found.push([node, { edge, end }]);
        next.push(node);
      }
      for (const [node, way] of found) ways.set(node.standing.key, way);
      reached = next;
    }
    return ways;
  }

  /** A step of a principal to one of these. */
  #edgeInto(node: Node, reached: readonly Node[], allowed: readonly StepCertainty[]): Edge | null {
    const { standing, calls, viable } = node;
    for (const path of viable)
      for (const destination of this.#destinations(path, standing, reached)) {
        const edge = edgeTo(path, destination, { standing, calls, trust: this.#trust });
        if (edge && allowed.includes(edge.step.certainty)) return edge;
      }
    return null;
  }

  /** Which of these a path may lead to. */
  *#destinations(path: EscalationPath, standing: Standing, reached: readonly Node[]): Generator<Destination> {
    const { gains } = path;
    const isWritten = gains.endsWith("-with-any-permissions");
    if (gains === "group") {
      for (const destination of this.#groups(standing)) if (reached.some((one) => one.standing.key === destination.to.key)) yield destination;
      return;
    }
    const own =
      gains === "own-permissions"
        ? withAnyPermissions(standing.arn, this.#sources.document).key
        : gains === "without-boundary"
          ? withoutBoundary(standing)?.key
          : null;
    for (const { standing: to } of reached) {
      if (own !== null) {
        if (to.key === own) yield { target: null, to };
        continue;
      }
      const target = this.#principals.get(to.arn);
      const isAsIs = to.key === to.arn;
      if (target && to.arn !== standing.arn && isAsIs !== isWritten && (isAsIs || to.key === withAnyKey(to.arn)) && fits(path, target)) yield { target, to };
    }
  }
}

const JOINS: EscalationCall = { action: "iam:AddUserToGroup", on: "target" };

/** Gaps of the lists of principals and groups. */
function gapsIn({ document: about }: AccessSources): AccessGap[] {
  const marks = marksFor(about);
  const open = [about.users, about.groups, about.roles].flatMap((list) => (isUnknown(list) ? [list] : (list as readonly unknown[]).filter(isUnknown)));
  return unique(open.map((mark) => marks.gapOf(mark)));
}

const unique = (gaps: readonly AccessGap[]): AccessGap[] => [...new Map(gaps.map((gap) => [gap.id, gap])).values()];

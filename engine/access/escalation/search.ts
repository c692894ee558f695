import { type AccessGap, type AccessProblem, type document, isUnknown, type PrincipalEscalation, type StepCertainty } from "../../../schemas/index.ts";
import { callerOf, listed } from "../authorize/caller.ts";
import { marksFor } from "../authorize/marks.ts";
import type { AccessSources } from "../authorize/question.ts";
import { type Administrator, administratorOf } from "./administrator.ts";
import { type SearchLimits, StandingCalls } from "./calls.ts";
import { ESCALATION_PATHS } from "./catalogue/index.ts";
import type { EscalationPath } from "./path.ts";
import { type Standing, standingOf } from "./standing.ts";
import { type Edge, edgesOf, ServiceTrust } from "./steps.ts";

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

interface Known {
  administrator: Administrator | null;
  edges: () => readonly Edge[];
}

class Search {
  readonly #sources: AccessSources;
  readonly #limits: SearchLimits;
  readonly #trust: ServiceTrust;
  readonly #known = new Map<string, Known>();
  readonly #paths: readonly EscalationPath[] = ESCALATION_PATHS;

  constructor(sources: AccessSources, limits: SearchLimits) {
    this.#sources = sources;
    this.#limits = limits;
    this.#trust = new ServiceTrust(sources);
  }

  of(principal: string): PrincipalEscalation {
    const start = standingOf(principal, this.#sources.document);
    const { administrator } = this.#about(start);
    const gaps = gapsIn(this.#sources);
    for (const [at, certainty] of SURE.entries()) {
      const found = this.#shortest(start, SURE.slice(0, at + 1));
      if (!found) continue;
      const { edges, end } = found;
      const verdict = certainty === "unknown" ? "unknown" : edges.length === 0 ? "admin" : certainty === "certain" ? "escalates" : "conditional";
      const open = certainty === "unknown" ? unique([...edges.flatMap((edge) => edge.gaps), ...end.gaps]) : [];
      return { principal, verdict, steps: edges.map(({ step }) => step), conditions: end.conditions, gaps: open };
    }
    // A user, role or group that was not read may be the one to become.
    const verdict = administrator === null && gaps.length > 0 && this.#about(start).edges().length > 0 ? "unknown" : "none";
    return { principal, verdict, steps: [], conditions: [], gaps: verdict === "unknown" ? gaps : [] };
  }

  #shortest(start: Standing, allowed: readonly StepCertainty[]): { edges: Edge[]; end: Administrator } | null {
    const seen = new Set([start.key]);
    let waiting: { standing: Standing; edges: Edge[] }[] = [{ standing: start, edges: [] }];
    while (waiting.length > 0) {
      for (const { standing, edges } of waiting) {
        const { administrator } = this.#about(standing);
        if (administrator && allowed.includes(administrator.certainty)) return { edges, end: administrator };
      }
      waiting = waiting.flatMap(({ standing, edges }) =>
        this.#about(standing)
          .edges()
          .flatMap((edge) => {
            if (!allowed.includes(edge.step.certainty) || seen.has(edge.to.key)) return [];
            seen.add(edge.to.key);
            return [{ standing: edge.to, edges: [...edges, edge] }];
          }),
      );
    }
    return null;
  }

  #about(standing: Standing): Known {
    const known = this.#known.get(standing.key);
    if (known) return known;
    const calls = new StandingCalls(standing, this.#sources, this.#limits);
    let edges: readonly Edge[] | null = null;
    const made: Known = {
      administrator: administratorOf(standing.arn, calls),
      edges: () => {
        edges ??= edgesOf(standing, this.#paths, { calls, trust: this.#trust });
        return edges;
      },
    };
    this.#known.set(standing.key, made);
    return made;
  }
}

/** Lists of those whom a principal may become, where they were not read. */
function gapsIn({ document: about }: AccessSources): AccessGap[] {
  const marks = marksFor(about);
  const open = [about.users, about.groups, about.roles].flatMap((list) => (isUnknown(list) ? [list] : (list as readonly unknown[]).filter(isUnknown)));
  return unique(open.map((mark) => marks.gapOf(mark)));
}

const unique = (gaps: readonly AccessGap[]): AccessGap[] => [...new Map(gaps.map((gap) => [gap.id, gap])).values()];

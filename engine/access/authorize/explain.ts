import { ACCESS_LAYERS, type AccessLayer, isUnknown, type LayerAnswer, type Unknown } from "../../../schemas/index.ts";
import type { Lookup } from "../text/template.ts";
import { type Decision, deniesCaller, holds, namings, type Situation } from "./layers.ts";
import { namesCaller } from "./naming.ts";
import type { PolicyCandidate } from "./policies.ts";

/** What each layer says of one request, with the statements that say it, and what keeps it from being known. */
export function explained(situation: Situation, lookup: Lookup): { layers: LayerAnswer[]; marks: Unknown[] } {
  const marks: Unknown[] = [];
  const layers = ACCESS_LAYERS.map((layer): LayerAnswer => {
    const candidates = candidatesIn(situation, layer);
    if (candidates === null) return { layer, outcome: "none", statements: [] };
    const isOfResource = layer === "resource" || layer === "trust";
    const matching = candidates.map((candidate) => {
      const denies = isOfResource ? deniesCaller(candidate, situation, lookup) : holds(candidate, "Deny", situation, lookup);
      const named = isOfResource ? namesCaller(namings(candidate, situation)) : true;
      const allows = layer === "rcp" || named === false ? false : isUnknown(named) ? named : holds(candidate, "Allow", situation, lookup);
      return { source: candidate.source, denies, allows };
    });
    const of = (which: "denies" | "allows") => matching.filter((one) => one[which] === true);
    const unknown = matching.filter(({ denies, allows }) => denies !== true && (isUnknown(denies) || (isUnknown(allows) && allows !== undefined)));
    for (const { denies, allows } of unknown) marks.push(...[denies, allows].filter(isUnknown));
    const isHidden = ({ source }: { source: PolicyCandidate["source"] }): boolean => source.kind === "not-read" && source.index !== null;
    const statements = (list: typeof matching) => list.filter((one) => !isHidden(one)).map(({ source }) => source);
    if (of("denies").length > 0) return { layer, outcome: "denies", statements: statements(of("denies")) };
    if (of("allows").length > 0 && unknown.every(({ denies }) => denies === false)) return { layer, outcome: "allows", statements: statements(of("allows")) };
    if (unknown.length > 0) return { layer, outcome: "unknown", statements: statements(unknown) };
    return { layer, outcome: "silent", statements: [] };
  });
  return { layers, marks };
}

function candidatesIn({ identity, boundary, session, scps, rcps, resource, rule, caller }: Situation, layer: AccessLayer): readonly PolicyCandidate[] | null {
  switch (layer) {
    case "rcp":
      return rcps.length > 0 ? rcps : null;
    case "scp":
      return scps === null ? null : scps.flat();
    case "boundary":
      return boundary;
    case "session":
      return session;
    case "identity":
      return caller.user || caller.role ? identity : null;
    case "resource":
      return rule === "trust" || isTrust(resource) || resource.length === 0 ? null : resource;
    case "trust":
      return rule === "trust" || isTrust(resource) ? resource : null;
  }
}

const isTrust = ([first]: readonly PolicyCandidate[]): boolean => first?.source.layer === "trust";

/** Layers that do not let a request through. */
export function missingLayers({ rule, resource }: Situation, { passes, isGranted }: Decision): AccessLayer[] {
  const limits = (["scp", "boundary", "session"] as const).filter((layer) => passes[layer] === false);
  const isGrantMissing = passes.resource === false && (rule !== "account" || resource.length > 0);
  const ofResource: AccessLayer[] = isGrantMissing ? [isTrust(resource) ? "trust" : "resource"] : [];
  const ofIdentity: AccessLayer[] = passes.identity === false && isGranted === false && !(isTrust(resource) && isGrantMissing) ? ["identity"] : [];
  return [...limits, ...ofIdentity, ...ofResource];
}

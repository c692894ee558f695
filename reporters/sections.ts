import type { ReeveResults, Result } from "../schemas/index.ts";
import { type Numbered, numbered } from "./number.ts";
import { isShownAsFinding } from "./standing.ts";

/** The open results of a gate or check, each in one place, worst first. Of a check without comparison every finding is among `findings`. */
export interface Sections {
  /** New findings on what the change names. */
  introduced: Result[];
  /** New findings on what it does not name. */
  affected: Result[];
  /** Existing findings that the change makes worse or more severe. */
  worse: Result[];
  /** Existing findings that it changes otherwise. */
  changed: Result[];
  /** Findings that are compared with nothing. */
  findings: Result[];
  /** Unknown, and changed; matches that may be excused stand with the findings. */
  unknown: Result[];
  waived: Result[];
  fixed: Result[];
  /** Passes that rest on a person's word. */
  attested: Result[];
  /** Findings and unknowns as before, in number. */
  unchanged: number;
  /** Findings known before, in number. */
  baseline: number;
  blocks: (result: Result) => boolean;
}

/** Where each result belongs: by its own members, never by a judgement made here. */
export function sectionsOf(results: ReeveResults, all: readonly Numbered[] = numbered(results)): Sections {
  const { gate } = results;
  const blocking = new Set(gate?.blocking);
  const unjudged = new Set(gate?.exitCode === 0 ? [] : gate?.unjudged);
  // A finding that is unchanged never blocks; its fingerprint need not be worked out.
  const blocks = (result: Result): boolean => result.delta !== "unchanged" && result.fingerprint !== undefined && blocking.has(result.fingerprint);
  const sections: Sections = {
    introduced: [],
    affected: [],
    worse: [],
    changed: [],
    findings: [],
    unknown: [],
    waived: [],
    fixed: numbered({ results: gate?.fixed ?? [] }).map(({ result }) => result),
    attested: results.results.filter(({ attestation }) => attestation !== undefined),
    unchanged: 0,
    baseline: 0,
    blocks,
  };
  for (const { result } of all) {
    if (!blocks(result)) {
      if (result.waiver) {
        sections.waived.push(result);
        continue;
      }
      if (result.baseline) {
        sections.baseline++;
        continue;
      }
      if (result.delta === "unchanged" && !unjudged.has(result.fingerprint ?? "")) {
        sections.unchanged++;
        continue;
      }
    }
    sections[openSection(result)].push(result);
  }
  return sections;
}

function openSection(result: Result): "introduced" | "affected" | "worse" | "changed" | "findings" | "unknown" {
  const { delta } = result;
  if (!isShownAsFinding(result)) return "unknown";
  return delta === "introduced" || delta === "affected" || delta === "worse" || delta === "changed" ? delta : "findings";
}

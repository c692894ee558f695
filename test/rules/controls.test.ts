import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { SHIPPED } from "./shipped.ts";

/** Working material beside the repository, never part of it: which controls each source of requirements knows. */
const CATALOGUE = "../shared/controls/catalogue.yaml";
const there = existsSync(CATALOGUE);
if (!there) process.stderr.write(`\nSKIPPED control ids against the catalogue: ${CATALOGUE} is not there\n`);

interface Control {
  sources: { cis?: Record<string, string>; securityhub?: string[]; config?: string[]; prowler?: string[] };
}

function known(): Map<string, Set<string>> {
  const result = new Map<string, Set<string>>();
  const add = (framework: string, ids: string[]): void => {
    const set = result.get(framework) ?? new Set();
    for (const id of ids) set.add(id);
    result.set(framework, set);
  };
  const { controls } = parse(readFileSync(CATALOGUE, "utf8")) as { controls: Control[] };
  for (const { sources } of controls) {
    for (const [version, id] of Object.entries(sources.cis ?? {})) add(`cis-aws-${version.slice(1)}`, [id]);
    add("securityhub", sources.securityhub ?? []);
    add("aws-config", sources.config ?? []);
    add("prowler", sources.prowler ?? []);
  }
  return result;
}

describe.runIf(there)("controls of shipped rules", () => {
  it("are known to the framework that each stands under", () => {
    const frameworks = known();
    const strange = SHIPPED.rules.flatMap((rule) =>
      Object.entries(rule.controls).flatMap(([framework, ids]) =>
        ids.filter((id) => !frameworks.get(framework)?.has(id)).map((id) => `${rule.id}: ${framework} ${id}`),
      ),
    );
    expect(strange).toEqual([]);
  });
});

import type { ReeveResults } from "./generated/results.ts";

/** How many items a framework has, of which rules answer some: a fact about it, and none of its text. */
interface FrameworkSize {
  items: number;
  /** What was counted. */
  source: string;
}

type Summary = ReeveResults["summary"];
type Listed = NonNullable<Summary["frameworks"]>[number];

const STEAMPIPE = "documented controls of turbot/steampipe-mod-aws-compliance";
const CIS_SOURCE = "requirements of prowler 5.46.0, compliance/aws";

/** By the name that rules use under `controls`. One that changes from month to month, or has no list of items, is not here. */
const SIZES: ReadonlyMap<string, FrameworkSize> = new Map([
  ["cis-aws-1.2", { items: 49, source: `${STEAMPIPE}, cis_v120` }],
  ["cis-aws-1.3", { items: 55, source: `${STEAMPIPE}, cis_v130` }],
  ["cis-aws-1.4", { items: 58, source: CIS_SOURCE }],
  ["cis-aws-1.5", { items: 63, source: CIS_SOURCE }],
  ["cis-aws-2.0", { items: 64, source: CIS_SOURCE }],
  ["cis-aws-3.0", { items: 62, source: CIS_SOURCE }],
  ["cis-aws-4.0", { items: 64, source: CIS_SOURCE }],
  ["cis-aws-5.0", { items: 63, source: CIS_SOURCE }],
  ["cis-aws-6.0", { items: 63, source: CIS_SOURCE }],
  ["cis-aws-7.0", { items: 70, source: CIS_SOURCE }],
  ["prowler", { items: 668, source: "checks of prowler 5.46.0, providers/aws" }],
]);

/** Of each framework of these controls how many items it has, and how many of them are not among the controls. In the order of the controls. */
export function frameworksOf(controls: Summary["controls"]): Listed[] {
  const listed = new Map<string, number>();
  for (const { framework } of controls) listed.set(framework, (listed.get(framework) ?? 0) + 1);
  return [...listed].map(([framework, count]) => {
    const size = SIZES.get(framework);
    return { framework, items: size?.items ?? null, notListed: size ? Math.max(0, size.items - count) : null, source: size?.source ?? null };
  });
}

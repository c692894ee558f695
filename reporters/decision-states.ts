import type { ReeveResults } from "../schemas/index.ts";
import { plural, wrap } from "./layout.ts";
import type { Paint } from "./paint.ts";
import { short, visible } from "./visible.ts";

interface State {
  file: string;
  line: number;
  state: string;
  daysLeft: number;
  detail: string | null;
}

/** What somebody must look at of waivers and attestations: those that do not hold, and those that soon will not. Empty where all are well. */
export function decisionStates({ waivers = [], attestations = [] }: Pick<ReeveResults, "waivers" | "attestations">, width: number, paint: Paint): string {
  const blocks = [
    block(
      "WAIVERS",
      waivers.map((each) => ({ ...each, name: each.rule, who: each.owner })),
      width,
      paint,
    ),
    block(
      "ATTESTATIONS",
      attestations.map((each) => ({ ...each, name: each.of, who: each.by })),
      width,
      paint,
    ),
  ];
  return blocks.join("");
}

/** The worst first. */
const ORDER = ["outgrown", "too-broad", "expired", "unused", "expiring", "active"];

function block(name: string, states: readonly (State & { name: string; who: string })[], width: number, paint: Paint): string {
  const inactiveStates = states.filter(({ state }) => state !== "active").sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  if (inactiveStates.length === 0) return "";
  const count = (state: string): string[] => {
    const found = inactiveStates.filter((each) => each.state === state).length;
    return found === 0 ? [] : [`${found} ${stateText(state)}`];
  };
  const lines = [
    "",
    ...wrap(`${paint.bold(name)} ${paint.dim(`${ORDER.flatMap(count).join(", ")} of ${plural(states.length, name.toLowerCase().slice(0, -1))}`)}`, width),
  ];
  for (const each of inactiveStates) {
    const end = each.detail === null ? daysText(each.daysLeft) : short(each.detail, 400);
    const mark = each.state === "expiring" || each.state === "unused" ? paint.yellow(stateText(each.state)) : paint.red(stateText(each.state));
    lines.push(
      ...wrap(`${mark}  ${short(each.name, 120)}: ${end} ${paint.dim(`(${short(each.who, 80)}; ${visible(each.file)}:${each.line})`)}`, width, "     "),
    );
  }
  return `${lines.join("\n")}\n`;
}

export const stateText = (state: string): string => state.replaceAll("-", " ");

/** How long something holds: `ends today`, `3 days left`. */
const daysText = (daysLeft: number): string =>
  daysLeft < 0 ? `expired ${plural(-daysLeft, "day")} ago` : daysLeft === 0 ? "ends today" : `${plural(daysLeft, "day")} left`;

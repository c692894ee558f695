import type { ReeveResults } from "../../schemas/index.ts";
import { unwatchedTexts } from "../unwatched.ts";
import { inert } from "./inert.ts";
import type { ReportItem } from "./parts.ts";

/** A line for each write call that no rule watches: no finding, and shown after all findings. */
export const unwatchedItems = ({ unwatched = [] }: ReeveResults): ReportItem[] =>
  unwatched.map((call) => {
    const line = (): string => `- ${inert(unwatchedTexts([call]).join(""))}`;
    return { severity: "info", rank: 3, count: 1, full: line, brief: line };
  });

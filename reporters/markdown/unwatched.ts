import type { ReeveResults } from "../../schemas/index.ts";
import { unwatchedText } from "../unwatched.ts";
import { inert } from "./inert.ts";
import type { ReportItem } from "./parts.ts";

/** A line for each write call that no rule watches: no finding, and shown after all findings. */
export const unwatchedItems = ({ unwatched = [] }: ReeveResults): ReportItem[] =>
  unwatched.map((call) => {
    const line = (): string => `- ${inert(unwatchedText(call))}`;
    return { severity: "info", rank: 3, count: 1, full: line, brief: line };
  });

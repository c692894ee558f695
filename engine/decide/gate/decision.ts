import type { ReeveResults } from "../../../schemas/index.ts";

/** What the gate decided, and why. */
export type GateDecision = NonNullable<ReeveResults["gate"]>;
export type GateReason = GateDecision["reasons"][number];
export type GateProblem = GateDecision["problems"][number];

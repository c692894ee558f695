import type { EscalationPath } from "../path.ts";
import { ASSUME_PATHS } from "./assume.ts";
import { COMPUTE_PATHS } from "./compute.ts";
import { CONTAINER_PATHS } from "./containers.ts";
import { DATA_PATHS } from "./data.ts";
import { DEPLOYMENT_PATHS } from "./deployment.ts";
import { IAM_PATHS } from "./iam.ts";
import { MACHINE_LEARNING_PATHS } from "./machine-learning.ts";

/** All known ways by which a principal gets permissions that it does not have, by their ids. */
export const ESCALATION_PATHS: readonly EscalationPath[] = [
  ...[...ASSUME_PATHS, ...COMPUTE_PATHS, ...CONTAINER_PATHS, ...DATA_PATHS],
  ...[...DEPLOYMENT_PATHS, ...IAM_PATHS, ...MACHINE_LEARNING_PATHS],
].sort((one, other) => (one.id < other.id ? -1 : 1));

/** engine/remediate: what others need of it. */
export { renderCli } from "./cli.ts";
export { renderConsole } from "./console.ts";
export { type AccountFindings, decideRemediation, type RemediationProblem } from "./decide-remediation.ts";
export { firstStepBy } from "./first-step.ts";
export { permissionsCloudFormation } from "./permissions/cloudformation.ts";
export { managedCoverage } from "./permissions/coverage.ts";
export { permissionsJson } from "./permissions/json.ts";
export { permissionsTerraform } from "./permissions/terraform.ts";
export type { Remediation } from "./plan.ts";
export { renderPython } from "./python.ts";
export { remediate } from "./remediate.ts";
export { renderTypeScript } from "./typescript.ts";

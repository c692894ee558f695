/**
 * AWS services that send aws:SourceAccount or aws:SourceArn when they assume a role, by the first part of their principal, each with the page of AWS's
 * documentation that shows or recommends it in a trust policy (as of November 2026). Others do not, or no page says so: a condition on these keys would shut
 * them out. Left out on purpose: AWS IoT Events, whose page says that it uses roles of the account of the resource only.
 */
const PAGES: Readonly<Record<string, string>> = {
  airflow: "mwaa/latest/userguide/cross-service-confused-deputy-prevention.html",
  "airflow-env": "mwaa/latest/userguide/cross-service-confused-deputy-prevention.html",
  batch: "batch/latest/userguide/cross-service-confused-deputy-prevention.html",
  bedrock: "bedrock/latest/userguide/cross-service-confused-deputy-prevention.html",
  comprehend: "comprehend/latest/dg/cross-service-confused-deputy-prevention.html",
  comprehendmedical: "comprehend-medical/latest/dev/security-iam-permissions.html",
  datasync: "datasync/latest/userguide/cross-service-confused-deputy-prevention.html",
  "ecs-tasks": "AmazonECS/latest/developerguide/task-iam-roles.html",
  frauddetector: "frauddetector/latest/ug/confused-deputy-prevention.html",
  greengrass: "greengrass/v1/developerguide/cross-service-confused-deputy-prevention.html",
  iot: "iot/latest/developerguide/cross-service-confused-deputy-prevention.html",
  iotsitewise: "iot-sitewise/latest/userguide/cross-service-confused-deputy-prevention.html",
  mediaconvert: "mediaconvert/latest/ug/cross-service-confused-deputy-prevention.html",
  mediatailor: "mediatailor/latest/ug/cross-service-confused-deputy-prevention.html",
  "opsworks-cm": "opsworks/latest/userguide/cross-service-confused-deputy-prevention.html",
  personalize: "personalize/latest/dg/cross-service-confused-deputy-prevention.html",
  proton: "proton/latest/userguide/cross-service-confused-deputy-prevention.html",
  rekognition: "rekognition/latest/dg/cross-service-confused-deputy-prevention.html",
  sagemaker: "sagemaker/latest/dg/security-confused-deputy-prevention.html",
  scheduler: "scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html",
  ssm: "systems-manager/latest/userguide/cross-service-confused-deputy-prevention.html",
  states: "step-functions/latest/dg/procedure-create-iam-role.html",
  textract: "textract/latest/dg/cross-service-confused-deputy-prevention.html",
  transfer: "transfer/latest/userguide/confused-deputy.html",
  "vpc-flow-logs": "vpc/latest/userguide/flow-logs-iam-role.html",
};

/** Whether a service, by its principal in lower case, sends the account that it acts for. Principals may name a Region: states.eu-west-1.amazonaws.com. */
export function sendsSource(principal: string): boolean {
  const name = /^([a-z0-9-]+)(?:\.[a-z]{2,4}(?:-[a-z]+)+-\d)?\.amazonaws\.com(?:\.cn)?$/.exec(principal)?.[1];
  return name !== undefined && Object.hasOwn(PAGES, name);
}

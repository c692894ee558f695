/** A system that runs builds, and the variable that it sets in the environment of a job. */
interface CiSystem {
  system: string;
  variable: string;
}

/**
 * Sources: the pages on predefined variables of each: GitHub Docs, "Variables reference"; GitLab Docs, "Predefined CI/CD variables reference"; Microsoft
 * Learn, "Use predefined variables" (TF_BUILD); AWS CodeBuild User Guide, "Environment variables in build environments"; Jenkins, "Using environment
 * variables"; TeamCity, "Predefined build parameters"; Atlassian, "Variables and secrets" of Bitbucket, "Bamboo variables"; GoCD, as
 * watson/ci-info, vendors.json, knows it. Most others (CircleCI, Travis CI, Buildkite, Drone, AppVeyor, Cirrus CI) set CI.
 */
const CI_SYSTEMS = [
  { system: "any", variable: "CI" },
  { system: "GitHub Actions", variable: "GITHUB_ACTIONS" },
  { system: "GitLab CI", variable: "GITLAB_CI" },
  { system: "Azure Pipelines", variable: "TF_BUILD" },
  { system: "AWS CodeBuild", variable: "CODEBUILD_BUILD_ARN" },
  { system: "Jenkins", variable: "JENKINS_URL" },
  { system: "TeamCity", variable: "TEAMCITY_VERSION" },
  { system: "Bitbucket Pipelines", variable: "BITBUCKET_COMMIT" },
  { system: "Bamboo", variable: "bamboo_planKey" },
  { system: "GoCD", variable: "GO_PIPELINE_LABEL" },
] as const satisfies readonly CiSystem[];

type Env = Readonly<Record<string, string | undefined>>;

/** Some set the variable to say no. */
const isSet = (value: string | undefined): boolean => value !== undefined && !["", "0", "false"].includes(value.toLowerCase());

/** Whether a CI system runs this process. */
export const isInCi = (env: Env = process.env): boolean => CI_SYSTEMS.some(({ variable }) => isSet(env[variable]));

/** Whether this CI system does. */
export const isRunBy = (name: (typeof CI_SYSTEMS)[number]["system"], env: Env = process.env): boolean =>
  CI_SYSTEMS.some(({ system, variable }) => system === name && isSet(env[variable]));

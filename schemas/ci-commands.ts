/** What a CI system takes for a command where it stands in a job's log: it sets variables, masks words, marks a step as failed, or folds lines. */
interface CiCommand {
  system: string;
  /** What the command begins with. */
  prefix: string;
  /** Whether it counts only where a line begins, blanks before it left out; else wherever it stands. */
  atLineStart: boolean;
}

/**
 * Sources: GitHub Docs, "Workflow commands for GitHub Actions", and actions/runner, ActionCommand.cs (`::` after blanks, `##[` anywhere); Microsoft Learn,
 * "Logging commands" of Azure Pipelines; TeamCity documentation, "Service Messages"; Octopus Deploy documentation, "Service messages"; travis-build,
 * bash/travis_fold.bash. The commands of GitLab (section_start) and Buildkite's images need an escape character, which is never printed.
 */
export const CI_COMMANDS: readonly CiCommand[] = [
  { system: "GitHub Actions", prefix: "::", atLineStart: true },
  { system: "GitHub Actions and Azure Pipelines", prefix: "##[", atLineStart: false },
  { system: "Azure Pipelines", prefix: "##vso[", atLineStart: false },
  { system: "TeamCity", prefix: "##teamcity[", atLineStart: false },
  { system: "Octopus Deploy", prefix: "##octopus[", atLineStart: false },
  { system: "Travis CI", prefix: "travis_fold:", atLineStart: true },
  { system: "Travis CI", prefix: "travis_time:", atLineStart: true },
];

const source = (text: string): string => text.replace(/[[\]]/g, "\\$&");
const prefixesOf = (atLineStart: boolean): string =>
  CI_COMMANDS.filter((each) => each.atLineStart === atLineStart)
    .map(({ prefix }) => source(prefix))
    .join("|");

/** The first characters of a command that counts wherever it stands. */
export const CI_COMMAND_ANYWHERE: RegExp = new RegExp(`#(?=#(?:${prefixesOf(false).replaceAll("##", "")}))`, "gi");

/** The blanks and the first character of a command that counts where a line begins. */
export const CI_COMMAND_AT_LINE_START: RegExp = new RegExp(`^(\\s*)(?=${prefixesOf(true)})(.)`, "gimu");

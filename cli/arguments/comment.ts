import { Option } from "commander";
import type { CommentFlags } from "../flags.ts";
import { type Declare, examples } from "./shared.ts";

export const commentArguments: Declare = (program, io, run) => {
  const comment = program
    .command("comment")
    .description("write a gate's comment into the pull or merge request, or replace the one of before; without the right to, it says so and exits 0")
    .argument("<file>", "what --format github-comment wrote")
    .addOption(new Option("--on <place>", "default: where this runs").choices(["github", "gitlab"]))
    .option("--name <name>", "tells comments of several gates in one request apart")
    .action(run(async (file: string, flags: CommentFlags) => (await import("../commands/comment.ts")).comment(file, flags, io)));
  comment.addHelpText(
    "after",
    "\nGitHub: GITHUB_TOKEN, and GITHUB_REPOSITORY, GITHUB_EVENT_PATH and GITHUB_API_URL as the runner sets them.\nGitLab: GITLAB_TOKEN, and CI_API_V4_URL, CI_PROJECT_ID and CI_MERGE_REQUEST_IID as the runner sets them.",
  );
  examples(comment, io, [
    ["reeve comment comment.md", "in a job of GitHub Actions or GitLab CI"],
    ["reeve comment comment.md --name production", "beside another gate's comment"],
  ]);
};

/** What differs between the systems that the suites run on. */

export const WINDOWS = process.platform === "win32";

/** Access mode of a file for its owner only. On Windows Node shows and sets the write permission only. Source: Node.js documentation, "fs.chmod". */
export const PRIVATE_MODE = WINDOWS ? 0o666 : 0o600;

/** Suites that do not run on Windows, each with its reason; vitest.config.ts leaves them out there, and says so. */
export const NOT_ON_WINDOWS: Readonly<Record<string, string>> = {
  "test/adding.test.ts": "links node_modules into a copy of the tree, which needs a privilege there",
  "test/cli/code-owners.test.ts": "expects printed paths with /",
  "test/cli/from-nothing.test.ts": "expects printed paths with /",
  "test/cli/gate/scenarios.test.ts": "expects printed paths with /",
  "test/cli/gate/story.test.ts": "expects printed paths with /",
  "test/cli/inputs.test.ts": "makes named pipes, and reads one that a shell opens",
  "test/cli/outputs.test.ts": "makes fifos, links and devices",
  "test/cli/rules-base.test.ts": "expects printed paths with /",
  "test/hostile/outputs.test.ts": "makes files whose names hold colons and escape characters",
  "test/hostile/signals.test.ts": "sends signals",
  "test/hostile/sizes.test.ts": "makes sparse files, and links to devices",
  "test/hostile/surroundings.test.ts": "starts a shell, and uses /proc and /dev/full",
  "test/cli/outside.test.ts": "makes links and reads /proc",
  "test/cli/rules-test.test.ts": "expects printed paths with /, and ends a watch by SIGINT",
  "test/cli/waivers.test.ts": "expects printed paths with /",
  "test/collectors/cloudtrail/files.test.ts": "patterns of event files take / between folders",
  "test/docs/pages.test.ts": "runs the commands of the pages in bash",
  "test/guide/first-rule.test.ts": "runs the guide in bash",
  "test/pipelines/action.test.ts": "runs the action's steps in bash",
  "test/pipelines/gitlab.test.ts": "runs the job's script in bash",
};

/** Whether the system has what POSIX promises: a shell, signals, terminals. Where it has not, says what is skipped. */
export function isPosix(what: string): boolean {
  if (!WINDOWS) return true;
  process.stderr.write(`\nSKIPPED ${what}: it needs a POSIX system\n`);
  return false;
}

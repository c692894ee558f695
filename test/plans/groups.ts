import type { Configuration, Files, Stage } from "./configurations.ts";

/**
 * All configurations in a few stages, each a module of its own: terraform takes most of its time to begin. What an account has once, such as its password policy,
 * is managed by one configuration of a stage; their names stand beside each other, so dealing them out in turn parts them.
 */
export function grouped(configurations: readonly Configuration[], count: number): { stage: Stage; members: Configuration[] }[] {
  return Array.from({ length: count }, (_, number) => {
    const members = configurations.filter((_, index) => index % count === number);
    const managed = members.filter(({ before }) => before !== null);
    return {
      members,
      stage: {
        name: `group-${number + 1}`,
        outside: members.flatMap(({ outside }) => outside),
        before: managed.length === 0 ? null : modules(managed.map(({ name, before }) => ({ name, files: before ?? {} }))),
        main: modules(members.map(({ name, main }) => ({ name, files: main }))),
      },
    };
  });
}

function modules(members: { name: string; files: Files }[]): Files {
  const calls = members.map(({ name }) => `module "${name}" {\n  source = "./${name}"\n}\n`);
  const files = members.flatMap(({ name, files }) => Object.entries(files).map(([path, text]) => [`${name}/${path}`, text] as const));
  return { "main.tf": calls.join("\n"), ...Object.fromEntries(files) };
}

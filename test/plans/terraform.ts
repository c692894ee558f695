import { execFile } from "node:child_process";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformMirror } from "../extras.ts";

/** Runs terraform in a folder and gives what it printed; rejects with its own words where it fails. */
export function terraform(folder: string, endpoint: string, ...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const { PATH = "" } = process.env;
    const env = {
      PATH,
      HOME: folder,
      TMPDIR: tmpdir(),
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
      TF_INPUT: "0",
      TF_CLI_CONFIG_FILE: join(folder, "..", "terraform.rc"),
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
      AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      AWS_EC2_METADATA_DISABLED: "true",
      // A call that moto does not know fails soon and is told; the provider would go on asking for many minutes.
      AWS_MAX_ATTEMPTS: "3",
    };
    execFile("terraform", args, { cwd: folder, env, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`terraform ${args.join(" ")}: ${stderr || stdout}`));
      else resolve(stdout);
    });
  });
}

/** A folder made ready by `terraform init` once; each configuration works in a copy of it, which holds a link to the provider. */
export interface Workshop {
  /** A new folder with the provider, beside the others. */
  folder(name: string): Promise<string>;
}

export async function openWorkshop(root: string, endpoint: string, settings: string): Promise<Workshop> {
  const mirror = terraformMirror();
  if (mirror === null) throw new Error("There is no mirror with the AWS provider.");
  await writeFile(join(root, "terraform.rc"), `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
  const ready = join(root, "ready");
  await mkdir(ready);
  await writeFile(join(ready, "terraform.tf"), settings);
  await terraform(ready, endpoint, "init", "-no-color");
  return {
    async folder(name) {
      const made = join(root, name);
      await cp(ready, made, { recursive: true, verbatimSymlinks: true });
      return made;
    },
  };
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** A LocalEmu of our own on a free loopback port: an emulator that writes down the calls made to it and answers LookupEvents. */
export interface LocalEmu {
  url: string;
  stop(): Promise<void>;
}

export async function startLocalEmu(): Promise<LocalEmu> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "reeve-localemu-"));
  const child = spawn("localemu", ["start", "--host", "127.0.0.1", "--port", String(port)], { stdio: "ignore", cwd: folder, detached: true });
  const url = `http://127.0.0.1:${port}`;
  const finish = async (): Promise<void> => {
    await stop(child);
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 450; tries++) {
    if (child.exitCode !== null) throw new Error(`localemu ended with ${child.exitCode}`);
    const answered = await fetch(`${url}/_localemu/health`).then(
      (response) => response.status > 0,
      () => false,
    );
    if (answered) return { url, stop: finish };
    await wait(200);
  }
  await finish();
  throw new Error("localemu did not answer within 90 seconds");
}

/** Ends the group of processes that we started, for LocalEmu starts others. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const gone = once(child, "exit");
  signal(-child.pid, "SIGTERM");
  const late = setTimeout(() => child.pid !== undefined && signal(-child.pid, "SIGKILL"), 5_000);
  await gone;
  clearTimeout(late);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended already.
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}

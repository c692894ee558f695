import { collectAccount, openSession } from "../../collectors/index.ts";
import type { ReeveDocument } from "../../schemas/index.ts";
import { useEndpoint } from "../aws/environment.ts";
import { startFront } from "../aws/front.ts";
import { startMoto } from "../aws/moto.ts";
import { answerAsAws } from "../aws/moto-corrections.ts";
import { stubs } from "../aws/stubs.ts";
import { type IamCall, setUp } from "./calls.ts";

/** An account in moto behind a front that answers as AWS does. */
export interface MotoAccount {
  url: string;
  /** Empties the account and sets it up anew. */
  fill(own: readonly IamCall[]): Promise<void>;
  /** What was just made has been there for a while: its trails have delivered. */
  timePasses(): void;
  collect(): Promise<ReeveDocument>;
  stop(): Promise<void>;
}

export async function startAccount(): Promise<MotoAccount> {
  const moto = await startMoto({ managedPolicies: true });
  const front = await startFront(moto.url, () => undefined);
  const restore = useEndpoint(front.url);
  let timePasses = (): void => undefined;
  return {
    url: front.url,
    timePasses: () => timePasses(),
    async fill(own) {
      for (const order of ["reset", "seed?a=1"]) await fetch(`${moto.url}/moto-api/${order}`, { method: "POST" });
      ({ timePasses } = answerAsAws(front, stubs));
      await setUp(front.url, own);
    },
    async collect() {
      const opened = await openSession();
      if (!opened.ok) throw new Error(opened.problem.sentence);
      return await collectAccount(opened.session, { tool: "reeve" });
    },
    async stop() {
      restore();
      await front.stop();
      await moto.stop();
    },
  };
}

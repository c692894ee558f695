import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, summaryOf } from "./run.ts";
import { ACCOUNTS, INPUTS } from "./scenarios/accounts.ts";
import { BINDINGS } from "./scenarios/bindings.ts";
import { CHANGE_SETS } from "./scenarios/change-sets.ts";
import { EVIDENCE } from "./scenarios/evidence.ts";
import { FINDINGS } from "./scenarios/findings.ts";
import { JUDGED_ELSEWHERE } from "./scenarios/judged-elsewhere.ts";
import { PLANS } from "./scenarios/plans.ts";
import { WORSE } from "./scenarios/worse.ts";

const GROUPS = { FINDINGS, BINDINGS, EVIDENCE, PLANS, WORSE, CHANGE_SETS, ACCOUNTS, JUDGED_ELSEWHERE, INPUTS };

describe("gates as data", () => {
  let cache = "";
  beforeAll(() => {
    cache = mkdtempSync(join(tmpdir(), "reeve-gate-cache-"));
    process.env.REEVE_CACHE_DIR = cache;
  });
  afterAll(() => {
    delete process.env.REEVE_CACHE_DIR;
    rmSync(cache, { recursive: true, force: true });
  });

  for (const [group, scenarios] of Object.entries(GROUPS)) {
    describe(group.toLowerCase(), () => {
      it.each(scenarios)("$name", async (scenario) => {
        const ran = await run(scenario);
        expect({ code: ran.code, summary: summaryOf(ran) }, ran.err).toEqual({ code: scenario.code, summary: scenario.summary });
        for (const line of scenario.says ?? []) expect(ran.out).toContain(line);
        for (const line of scenario.never ?? []) expect(ran.out).not.toContain(line);
      });
    });
  }
});

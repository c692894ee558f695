import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasExtra, hasTerraform } from "../extras.ts";
import { changesOf } from "./changes.ts";
import { CONFIGURATIONS } from "./configurations.ts";
import { grouped } from "./groups.ts";
import { prove } from "./proof.ts";
import { type RecordedApply, recordingOf } from "./recorded.ts";
import { openRehearsal, type Rehearsal } from "./rehearse.ts";

const GROUPS = 3;

describe("configurations dealt out to a few applies", () => {
  it("are each in one of them, and no two of one manage what an account has once", () => {
    const groups = grouped(CONFIGURATIONS, GROUPS);
    expect(groups.flatMap(({ members }) => members.map(({ name }) => name)).sort()).toEqual(CONFIGURATIONS.map(({ name }) => name));
    for (const { members } of groups) {
      for (const type of ["aws_iam_account_password_policy", "aws_iam_account_alias"]) {
        const managing = members.filter(({ before, main }) => [before ?? {}, main].some((files) => Object.values(files).join("\n").includes(`"${type}"`)));
        expect(managing.length).toBeLessThanOrEqual(1);
      }
    }
  });
});

// Where terraform is not, this suite is not registered: hasTerraform says so, and no test is skipped.
if (hasTerraform() && hasExtra("moto_server", "plans made and applied live")) {
  describe("every configuration, planned and applied by terraform itself", () => {
    let rehearsal: Rehearsal;

    beforeAll(async () => {
      rehearsal = await openRehearsal();
    });

    afterAll(async () => {
      await rehearsal?.stop();
    });

    describe.each(grouped(CONFIGURATIONS, GROUPS))("in $stage.name", ({ stage, members }) => {
      let live: RecordedApply;

      beforeAll(async () => {
        live = await rehearsal.of(stage);
      }, 600_000);

      it("does what was predicted, and nothing else", () => {
        expect(prove(live)).toMatchObject({ problems: [], wrong: [], decidedOtherwise: [] });
      });

      it.each(members)("$name is planned as it was when it was recorded", (configuration) => {
        expect(changesOf(live.plan, configuration.name)).toEqual(changesOf(recordingOf(configuration).plan));
      });
    });
  });
}

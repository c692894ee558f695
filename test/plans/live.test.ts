import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasExtra, hasTerraform } from "../extras.ts";
import { changesOf } from "./changes.ts";
import { CONFIGURATIONS } from "./configurations.ts";
import { grouped } from "./groups.ts";
import { prove } from "./proof.ts";
import { type Recorded, recordingOf } from "./recorded.ts";
import { openRehearsal, type Rehearsal } from "./rehearse.ts";

const GROUPS = 3;

// No skipped test where terraform is not: its suite is not registered, and hasTerraform says so.
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
      let live: Recorded;

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

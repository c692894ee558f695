import { expect, it } from "vitest";
import { VERSION_NOT_KEPT } from "../../document/policy/elements.ts";
import { nothingKnown } from "../../engine/changes/apply/nothing-known.ts";
import { gapTitle } from "../../reporters/gap-text.ts";

it("a snapshot that kept no Version of policies is not said to be missing", () => {
  expect(gapTitle(VERSION_NOT_KEPT.gap)).toBe("The snapshot lacks Version and Id of policy documents");
  const [missing] = Object.values(nothingKnown("2026-01-01T00:00:00Z", null).gaps);
  expect(missing && gapTitle(missing)).toBe("It depends on the account, and no snapshot of it was given");
});

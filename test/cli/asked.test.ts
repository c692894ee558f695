import { describe, expect, it } from "vitest";
import type { Asker } from "../../cli/ask.ts";
import type { GivenRule } from "../../cli/new-rule/given.ts";
import type { NewRulePlace } from "../../cli/new-rule/place.ts";
import { promptDraft } from "../../cli/new-rule/prompt-draft.ts";

const PLACE: NewRulePlace = { folder: "rules", schemas: null, usedIds: new Set(["taken"]) };

const NOTHING: GivenRule = {
  id: null,
  resource: null,
  require: null,
  condition: null,
  applies: null,
  unless: null,
  severity: null,
  title: null,
  rationale: null,
  message: null,
};

/** Somebody who types these lines, and what was said to them. */
function scripted(lines: string[]): { asker: Asker; said: string[]; io: Parameters<typeof promptDraft>[3] } {
  const said: string[] = [];
  const write = async (text: string): Promise<void> => {
    said.push(text);
  };
  const asker: Asker = {
    close: () => {},
    ask: async ({ text, fallback, check }) => {
      for (;;) {
        said.push(text);
        const typed = lines.shift();
        if (typed === undefined) throw new Error(`nothing is left to answer: ${text}`);
        const checked = check(typed === "" ? (fallback ?? "") : typed);
        if (checked.ok) return checked.value;
        said.push(checked.reason);
      }
    },
  };
  return { asker, said, io: { err: { write, writeExact: write, width: 100, color: false, tty: true, closed: () => false } } };
}

describe("rules new, asking", () => {
  it("takes every part from the answers, and the plainest where nothing is typed", async () => {
    const { asker, io } = scripted(["", "user.mfaActive: true", "user.passwordEnabled: true", "Users have MFA", "", "", "A reason"]);
    expect(await promptDraft(NOTHING, PLACE, asker, io)).toEqual({
      id: "users-have-mfa",
      title: "Users have MFA",
      severity: "medium",
      resource: "user",
      rationale: "A reason",
      narrows: "user.passwordEnabled: true",
      asks: "user.mfaActive: true",
      message: null,
      schemas: null,
    });
  });

  it("asks again, and says what was wrong", async () => {
    const { asker, said, io } = scripted([
      "usr",
      "user",
      "user.mfaActve: true",
      "user.mfaActive: true",
      "",
      " ",
      "A title",
      "taken",
      "mine",
      "hgh",
      "high",
      "",
      "A reason",
    ]);
    const draft = await promptDraft(NOTHING, PLACE, asker, io);
    expect(draft).toMatchObject({ id: "mine", severity: "high", asks: "user.mfaActive: true", narrows: null });
    const whole = said.join("\n");
    for (const part of [
      "Did you mean user?",
      "condition error RV030",
      "write: user.mfaActive",
      "type something",
      "a rule is called taken already",
      "Did you mean high?",
    ])
      expect(whole).toContain(part);
  });

  it("asks only for what flags leave open", async () => {
    const { asker, said, io } = scripted(["A reason"]);
    const given = { ...NOTHING, id: "trail-gone", resource: "event", require: "event.eventName: DeleteTrail", title: "No trail is deleted", severity: "high" };
    expect(await promptDraft(given, PLACE, asker, io)).toMatchObject({ id: "trail-gone", rationale: "A reason", resource: "event" });
    expect(said).toEqual(["Why it matters"]);
  });

  it("refuses a flag that is wrong instead of asking past it", async () => {
    const { asker, io } = scripted([]);
    await expect(promptDraft({ ...NOTHING, resource: "usr" }, PLACE, asker, io)).rejects.toThrow("Did you mean user?");
    await expect(promptDraft({ ...NOTHING, resource: "user", unless: "x" }, PLACE, asker, io)).rejects.toThrow("--unless is for events");
  });
});

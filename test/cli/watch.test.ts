import { describe, expect, it } from "vitest";
import type { Io, Stream } from "../../cli/io.ts";
import type { SuiteRun } from "../../cli/testing/run.ts";
import type { Suite } from "../../cli/testing/suites.ts";
import { type Key, watchLoop } from "../../cli/testing/watch.ts";
import { UsageError } from "../../cli/usage-error.ts";

/** A watch whose rules, results and keys are this test's own: no file system, no terminal. */
function watching(texts: Record<string, string>, statusOf: (text: string) => SuiteRun["status"], read?: () => never) {
  const abort = new AbortController();
  const printed: string[] = [];
  const ran: string[] = [];
  let press: (key: Key) => void = () => {};
  let stopped = false;
  const write = async (text: string): Promise<void> => void printed.push(text);
  const stream: Stream = { write, writeExact: write, width: 80, color: false, tty: true, closed: () => false };
  const io: Io = { out: stream, err: stream, signal: abort.signal };
  const suites = (): Suite[] =>
    Object.entries(texts).map(([id, text]) => ({ rule: { id, file: `${id}.yaml` }, ruleText: text, testText: "" }) as unknown as Suite);
  const code = watchLoop(
    {
      read: async () => (read ? read() : suites()),
      run: (suite) => {
        ran.push(suite.rule.id);
        return { suite, status: statusOf(suite.ruleText), report: null };
      },
      report: async () => 0,
      roots: [],
    },
    (on) => {
      press = on;
      return () => {
        stopped = true;
      };
    },
    io,
  );
  const settled = async (): Promise<string[]> => {
    await new Promise((done) => setTimeout(done, 10));
    return ran.splice(0);
  };
  return { code, abort, printed, settled, press: (key: Key) => press(key), stopped: () => stopped };
}

const failsIfBad = (text: string): SuiteRun["status"] => (text === "bad" ? "failed" : "passed");

describe("watching tests", () => {
  it("runs all at first, and all again when asked", async () => {
    const { settled, press, code } = watching({ a: "good", b: "good" }, failsIfBad);
    expect(await settled()).toEqual(["a", "b"]);
    press("all");
    expect(await settled()).toEqual(["a", "b"]);
    press("quit");
    expect(await code).toBe(0);
  });

  it("runs what failed when asked, and says when nothing did", async () => {
    const texts = { a: "good", b: "bad" };
    const { settled, press, printed } = watching(texts, failsIfBad);
    await settled();
    press("failed");
    expect(await settled()).toEqual(["b"]);
    texts.b = "good";
    press("failed");
    expect(await settled()).toEqual(["b"]);
    press("failed");
    expect(await settled()).toEqual([]);
    expect(printed.join("")).toContain("nothing failed: a runs all");
    press("quit");
  });

  it("exits 1 while something fails, and gives the terminal back", async () => {
    const { settled, press, code, stopped } = watching({ a: "bad" }, failsIfBad);
    await settled();
    press("quit");
    expect(await code).toBe(1);
    expect(stopped()).toBe(true);
  });

  it("goes on after a file that cannot be read", async () => {
    const { settled, press, code, printed } = watching({}, failsIfBad, () => {
      throw new UsageError("cannot read rules");
    });
    expect(await settled()).toEqual([]);
    expect(printed.join("")).toContain("reeve: cannot read rules\nwatching: q quits");
    press("quit");
    expect(await code).toBe(0);
  });

  it("ends on Ctrl-C", async () => {
    const { settled, abort, code, stopped } = watching({ a: "good" }, failsIfBad);
    await settled();
    abort.abort();
    await code;
    expect(stopped()).toBe(true);
  });
});

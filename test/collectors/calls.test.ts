import { describe, expect, it } from "vitest";
import { calls, iamPage } from "../../collectors/aws/calls.ts";
import { limiter } from "../../collectors/aws/limiter.ts";
import { gapRegister } from "../../document/gap-register.ts";

const request = { api: "iam:ListUsers", scope: "account" };
const make = (concurrency = 2) => {
  const gaps = gapRegister();
  return { gaps, ...calls({ gaps, concurrency, now: () => new Date(0) }) };
};
const thrown = (name: string, attempts = 1): Error => Object.assign(new Error(name), { name, $metadata: { attempts } });
const users = (page: unknown) => iamPage(page, "Users");

describe("calling AWS", () => {
  it("reads all pages by their markers", async () => {
    const { pages } = make();
    const tokens: (string | undefined)[] = [];
    const answers = [
      { Users: [1], IsTruncated: true, Marker: "m" },
      { Users: [], IsTruncated: true, Marker: "n" },
      { Users: [2], IsTruncated: false },
    ];
    const send = async (token: string | undefined) => answers[tokens.push(token) - 1];
    const read = await pages(request, send, users);
    expect(read).toEqual({ items: [1, 2], mark: null, begun: true });
    expect(tokens).toEqual([undefined, "m", "n"]);
  });

  it("keeps what was read before a page failed, and marks the rest", async () => {
    const { pages, gaps } = make();
    const read = await pages(
      request,
      async (token) => {
        if (token) throw thrown("AccessDenied");
        return { Users: [1], IsTruncated: true, Marker: "m" };
      },
      users,
    );
    expect(read).toMatchObject({ items: [1], begun: true });
    expect(read.mark && gaps.gapOf(read.mark)).toMatchObject({ source: "iam:ListUsers", reason: "AccessDenied" });
  });

  const broken: [what: string, answer: object][] = [
    ["lacks the list", { IsTruncated: false }],
    ["is truncated without a marker", { Users: [1], IsTruncated: true }],
    ["repeats its marker for ever", { Users: [1], IsTruncated: true, Marker: "m" }],
  ];
  for (const [what, answer] of broken) {
    it(`makes a gap of an answer that ${what}`, async () => {
      const { pages, gaps } = make();
      const { mark } = await pages(request, async () => answer, users);
      expect(mark && gaps.gapOf(mark)).toMatchObject({ reason: "Unparseable" });
    });
  }

  it("gives absent where the error is an answer", async () => {
    const { call } = make();
    const answer = await call({ ...request, absent: ["NoSuchEntity"] }, () => Promise.reject(thrown("NoSuchEntityException")));
    expect(answer).toEqual({ kind: "absent" });
  });

  it("counts calls and, apart from them, retries", async () => {
    const { call, counts } = make();
    await call(request, async () => ({ $metadata: { attempts: 3 } }));
    await call(request, () => Promise.reject(thrown("Throttling", 8)));
    expect(counts()).toEqual([{ api: "iam:ListUsers", count: 2, retryCount: 9, lastAt: "1970-01-01T00:00:00.000Z" }]);
  });
});

describe("the limiter", () => {
  async function most(limit: ReturnType<typeof limiter>, tasks: number): Promise<number> {
    let running = 0;
    let peak = 0;
    const task = async (): Promise<void> => {
      peak = Math.max(peak, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
    };
    await Promise.all(Array.from({ length: tasks }, () => limit(task)));
    return peak;
  }

  it("runs no more at a time than it may, and all in the end", async () => {
    expect(await most(limiter(3), 20)).toBe(3);
  });

  it("halves when pushed back, to one at the least, and grows again", async () => {
    const limit = limiter(8);
    for (let count = 0; count < 10; count++) limit.slower();
    expect(await most(limit, 10)).toBe(1);
    for (let count = 0; count < 200; count++) limit.faster();
    expect(await most(limit, 20)).toBe(8);
  });

  it("gives its place back when a task fails", async () => {
    const limit = limiter(1);
    await expect(limit(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await limit(async () => 7)).toBe(7);
  });
});

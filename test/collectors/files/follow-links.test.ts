import { describe, expect, it } from "vitest";
import { followLinks } from "../../../collectors/files/index.ts";

const LINKS: Readonly<Record<string, string>> = {
  "a/up": "../b/c.yaml",
  "a/dir": "../b",
  "b/deep": "x/./y",
  "b/top": "..",
  "a/out": "../../elsewhere",
  "a/absolute": "/etc/rules",
  circle: "round",
  round: "circle",
};
const follow = (path: string) => followLinks(path, (at) => LINKS[at] ?? null);

describe("a path through links", () => {
  it.each([
    ["a/plain.yaml", "a/plain.yaml"],
    ["", ""],
    ["a/up", "b/c.yaml"],
    ["a/dir/c.yaml", "b/c.yaml"],
    ["a/dir/deep/z", "b/x/y/z"],
    ["a/dir/top/a/up", "b/c.yaml"],
  ])("%s leads to %s", (path, expected) => {
    expect(follow(path)).toEqual({ inside: expected });
  });

  it.each([
    ["a/out/x", "../elsewhere/x"],
    ["a/absolute/x", "/etc/rules/x"],
  ])("%s leaves the tree for %s", (path, expected) => {
    expect(follow(path)).toEqual({ outside: expected });
  });

  it("leads nowhere in a circle", () => {
    expect(follow("circle/x")).toBeNull();
  });
});

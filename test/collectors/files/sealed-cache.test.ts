import { createHash, createHmac } from "node:crypto";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { foreignReason, seal, unseal } from "../../../collectors/files/index.ts";
import { PRIVATE_MODE, WINDOWS } from "../../platform.ts";

const IS_ROOT = process.geteuid?.() === 0;

describe("the user's cache of checked rules", () => {
  let folder: string;
  const place = (name = "a.json", room = "rules") => ({ folder, room, name });
  const file = (name = "a.json", room = "rules"): string => join(folder, room, name);
  const copyOf = (name: string, room: string): void => {
    seal(place(name, room), "other", 16);
    copyFileSync(file(name, room), file());
  };
  const folderInPlace = (): void => {
    rmSync(file());
    mkdirSync(file());
  };
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), "reeve-sealed-")), "cache");
    seal(place(), "kept\nin lines", 16);
  });
  afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

  it("gives back what was kept, in files that the user only can read", () => {
    expect(unseal(place())).toBe("kept\nin lines");
    expect([file(), join(folder, "key")].map((path) => statSync(path).mode & 0o777)).toEqual([PRIVATE_MODE, PRIVATE_MODE]);
    expect(statSync(join(folder, "key")).size).toBe(32);
    if (!WINDOWS) expect([folder, join(folder, "rules")].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
  });

  it("has another key for each user", () => {
    const other = { ...place(), folder: join(folder, "../other") };
    seal(other, "x", 16);
    expect(readFileSync(join(other.folder, "key"))).not.toEqual(readFileSync(join(folder, "key")));
  });

  it.each<[what: string, poison: () => void]>([
    ["whose text was changed", () => writeFileSync(file(), readFileSync(file(), "utf8").replace("kept", "mine"))],
    ["without a hash", () => writeFileSync(file(), "\nmine")],
    ["with a hash that needs no key", () => writeFileSync(file(), `${createHash("sha256").update("rules\0a.json\0mine").digest("hex")}\nmine`)],
    [
      "with the hash of another key",
      () => writeFileSync(file(), `${createHmac("sha256", Buffer.alloc(32)).update("rules\0a.json\0mine").digest("hex")}\nmine`),
    ],
    ["that was made for another name", () => copyOf("b.json", "rules")],
    ["that was made for another room", () => copyOf("a.json", "validated")],
    ["after the key was replaced", () => writeFileSync(join(folder, "key"), Buffer.alloc(32, 1))],
    ["after the key was cut short", () => writeFileSync(join(folder, "key"), "")],
    ["after the key was removed", () => rmSync(join(folder, "key"))],
    ["that is a folder", () => folderInPlace()],
    ["that is empty", () => writeFileSync(file(), "")],
  ])("does not use an entry %s", (_what, poison) => {
    poison();
    expect(unseal(place())).toBeNull();
    // Where nothing stands in the way, the next run keeps it anew.
    seal(place(), "again", 16);
    if (!existsSync(file()) || statSync(file()).isFile()) expect(unseal(place())).toBe("again");
  });

  it.runIf(!WINDOWS).each<[what: string, poison: () => void]>([
    ["the entry", () => chmodSync(file(), 0o620)],
    ["its folder", () => chmodSync(join(folder, "rules"), 0o720)],
    ["the cache folder", () => chmodSync(folder, 0o777)],
    ["the cache folder, as /tmp,", () => chmodSync(folder, 0o1777)],
  ])("does not use an entry where others can write %s", (_what, poison) => {
    poison();
    expect(unseal(place())).toBeNull();
  });

  it.runIf(!WINDOWS)("replaces a key that others can read", () => {
    const key = readFileSync(join(folder, "key"));
    chmodSync(join(folder, "key"), 0o640);
    expect(unseal(place())).toBeNull();
    seal(place(), "again", 16);
    expect(unseal(place())).toBe("again");
    expect(readFileSync(join(folder, "key"))).not.toEqual(key);
  });

  it.runIf(!WINDOWS)("follows no link to an entry or to the key", () => {
    for (const path of [file(), join(folder, "key")]) {
      const elsewhere = join(folder, "../elsewhere");
      copyFileSync(path, elsewhere);
      chmodSync(elsewhere, 0o600);
      rmSync(path);
      symlinkSync(elsewhere, path);
      expect(unseal(place())).toBeNull();
      rmSync(path);
      copyFileSync(elsewhere, path);
      expect(unseal(place())).not.toBeNull();
    }
  });

  it.runIf(!WINDOWS)("keeps nothing where others can write", () => {
    for (const open of [folder, join(folder, "rules")]) {
      chmodSync(open, 0o777);
      seal(place("new.json"), "x", 16);
      chmodSync(open, 0o700);
      expect(readdirSync(join(folder, "rules"))).toEqual(["a.json"]);
    }
  });

  if (IS_ROOT) {
    it("is not used where it belongs to another user, who may have written it", () => {
      for (const path of [folder, join(folder, "rules"), file(), join(folder, "key")]) {
        chownSync(path, 65534, 65534);
        expect(unseal(place())).toBeNull();
        chownSync(path, 0, 0);
        expect(unseal(place())).not.toBeNull();
      }
    });
  }

  it("removes the oldest entries beyond its limit, and none that was just written", () => {
    const old = new Date(Date.now() - 3_600_000);
    for (const name of ["b.json", "c.json"]) seal(place(name), "x", 16);
    utimesSync(file("b.json"), old, old);
    seal(place("d.json"), "x", 1);
    expect(readdirSync(join(folder, "rules")).sort()).toEqual(["a.json", "c.json", "d.json"]);
  });
});

describe("whether a folder is the user's", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "reeve-own-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is no question where nothing is there", () => {
    expect(foreignReason(join(folder, "none"))).toBeNull();
  });

  it.runIf(!WINDOWS).each([
    [0o700, null],
    [0o755, null],
    [0o775, "other users can write in FOLDER: chmod go-w it"],
    [0o757, "other users can write in FOLDER: chmod go-w it"],
    [0o1777, "other users can write in FOLDER: chmod go-w it"],
  ])("follows from its mode: %o", (mode, reason) => {
    chmodSync(folder, mode);
    expect(foreignReason(folder)).toBe(reason?.replace("FOLDER", folder) ?? null);
  });

  if (!WINDOWS && !IS_ROOT) {
    it("follows from its owner: of root", () => {
      expect(foreignReason("/")).toBe("/ belongs to another user");
    });
  }

  if (IS_ROOT) {
    it("follows from its owner and that of a link", () => {
      chownSync(folder, 65534, 65534);
      expect(foreignReason(folder)).toBe(`${folder} belongs to another user`);
      chownSync(folder, 0, 0);
      mkdirSync(join(folder, "real"), { mode: 0o700 });
      symlinkSync("real", join(folder, "link"));
      expect(foreignReason(join(folder, "link"))).toBeNull();
    });
  }

  it("is denied of a file", () => {
    writeFileSync(join(folder, "file"), "");
    expect(foreignReason(join(folder, "file"))).toBe(`${join(folder, "file")} is not a folder`);
  });
});

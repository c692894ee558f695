import { describe, expect, it } from "vitest";
import { replacedIds } from "../../../../engine/decide/compare/replaced.ts";
import type { ReeveDocument } from "../../../../schemas/index.ts";
import { group, snapshot, user } from "../../../cli/gate/world.ts";

const arn = (name: string): string => `arn:aws:iam::111122223333:user/${name}`;
const ids = (before: Partial<ReeveDocument>, after: Partial<ReeveDocument>) => Object.fromEntries(replacedIds(snapshot(before), snapshot(after)));

describe("ids of what is replaced", () => {
  it("are matched by name and kind, whatever the case and the path", () => {
    expect(ids({ users: [user("ana")] }, { users: [user("ana", { id: "new" })] })).toEqual({ new: "AIDAANA" });
    expect(ids({ users: [user("ana")] }, { users: [user("ana", { id: "new", name: "Ana", arn: arn("x/Ana") })] })).toEqual({
      new: "AIDAANA",
      [arn("x/Ana")]: arn("ana"),
    });
    expect(ids({ users: [user("ana")] }, { groups: [group("ana", [])] })).toEqual({});
  });

  it("are the earlier ones where a resource is renamed", () =>
    expect(ids({ users: [user("ana")] }, { users: [user("ana", { name: "eve", arn: arn("eve") })] })).toEqual({ [arn("eve")]: arn("ana") }));

  it("are not those of what is still there, or has no name", () => {
    const renamed = user("ana", { name: "eve", arn: arn("eve") });
    const fresh = user("ana", { id: "new" });
    expect(ids({ users: [user("ana")] }, { users: [renamed, fresh] })).toEqual({ [arn("eve")]: arn("ana"), [arn("ana")]: "new" });
    const unnamed = user("ana", { id: "planned:a", name: { $unknown: "g1" } as never, arn: { $unknown: "g1" } as never });
    expect(ids({ users: [user("ana")] }, { users: [unnamed] })).toEqual({});
  });
});

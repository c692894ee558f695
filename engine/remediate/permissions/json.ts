import { byService, sidOf } from "./actions.ts";

/** The IAM policy document that allows these actions: reading an account means all of its resources, hence `*`. */
export function permissionsJson(actions: Iterable<string>): string {
  const Statement = byService(actions).map(([service, Action]) => ({ Sid: sidOf(service), Effect: "Allow", Action, Resource: "*" }));
  return `${JSON.stringify({ Version: "2012-10-17", Statement }, null, 2)}\n`;
}

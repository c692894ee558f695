import type { RequestStyle } from "./row.ts";
import { callRow } from "./table.ts";

/** What becomes of what a request leaves out, of a call written as `iam:UpdateUser`; null where nothing is known of it. */
export function requestStyle(call: string): RequestStyle | null {
  const colon = call.indexOf(":");
  return callRow(call.slice(0, colon), call.slice(colon + 1))?.request ?? null;
}

/** `kind.field` entries of the document that hold what a call replaces: a step that calls it needs their present value. None for other calls. */
export function replacedFields(call: string): readonly string[] {
  const style = requestStyle(call);
  return style?.style === "replaces" ? style.reads : [];
}

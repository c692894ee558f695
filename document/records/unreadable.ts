import { timeOf } from "../../schemas/index.ts";
import { isRaw, type Raw } from "../raw.ts";
import { type Documented, documentedRecord, documentedRequest } from "./documented.ts";
import { isBlank } from "./placeholder.ts";
import { isOmitted } from "./truncation.ts";

/**
 * Paths of the documented members that hold what AWS never writes there: something else than an object, a list, a text, a flag or a time, a text that is not
 * among those that AWS lists, or an error code that stands for none. What AWS left out for its size is fine. Of a record that is unpacked and respelled; where a
 * member is none itself, what should stand in it is not named; an element of a list makes the list such a member.
 */
export function unreadableMembers(record: Raw): string[] {
  const paths: string[] = [];
  findUnreadable(record, documentedRecord(), "", paths, HEAD);
  const request = record.requestParameters;
  if (isRaw(request)) findUnreadable(request, documentedRequest(record), "requestParameters.", paths, NOTHING);
  return paths;
}

/** Without a name, a source and a time there is no record. */
const HEAD: ReadonlySet<string> = new Set(["eventTime", "eventName", "eventSource"]);
const NOTHING: ReadonlySet<string> = new Set();

function findUnreadable(object: Raw, node: Documented, above: string, paths: string[], apart: ReadonlySet<string>): void {
  if (node.kind !== "object") return;
  for (const { name, value: member } of node.members.values()) {
    const value = Object.hasOwn(object, name) ? object[name] : null;
    if (value === undefined || value === null || apart.has(name) || isOmitted(value)) continue;
    const path = `${above}${name}`;
    if (!isOf(value, member)) paths.push(path);
    else if (isRaw(value) && path !== "requestParameters") findUnreadable(value, member, `${path}.`, paths, NOTHING);
  }
}

function isOf(value: unknown, node: Documented): boolean {
  switch (node.kind) {
    case "anything":
      return true;
    case "object":
      return isRaw(value);
    case "list":
      return Array.isArray(value) && value.every((element) => element === null || isOmitted(element) || isSoundElement(element, node.element));
    case "flag":
      return value === "" || value === node.yes || value === node.no;
    case "time":
      return typeof value === "string" && (value === "" || timeOf(value) !== null);
    case "text":
      if (typeof value !== "string") return false;
      if (node.never?.has(value.toLowerCase()) || (node.never && isBlank(value))) return false;
      return !node.isClosed || value === "" || node.texts.has(value.toLowerCase());
  }
}

function isSoundElement(element: unknown, node: Documented): boolean {
  const within: string[] = [];
  if (!isOf(element, node)) return false;
  if (isRaw(element)) findUnreadable(element, node, "", within, NOTHING);
  return within.length === 0;
}

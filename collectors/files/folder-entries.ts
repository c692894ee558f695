import { readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { isPart } from "./parts.ts";

/** What lies in a folder under a name. */
export interface FolderEntry {
  name: string;
  /** What it is behind links. dangling: a link that leads nowhere, or in a circle; other: a pipe, a socket or a device, which to read could wait for ever. */
  kind: "file" | "folder" | "dangling" | "other";
  /** Of a link: where it leads. */
  target?: string;
}

/** What lies directly in a folder, by name, without what Reeve itself is writing there. @throws the error of the system, where the folder cannot be listed. */
export function folderEntries(folder: string): FolderEntry[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !isPart(name))
    .map((entry) => (entry.isSymbolicLink() ? linkIn(folder, entry.name) : { name: entry.name, kind: kindOf(entry) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

const kindOf = (found: Pick<Stats, "isFile" | "isDirectory">): FolderEntry["kind"] => (found.isFile() ? "file" : found.isDirectory() ? "folder" : "other");

/** A link, as Kubernetes mounts files, is what it leads to. */
function linkIn(folder: string, name: string): FolderEntry {
  const path = `${folder}/${name}`;
  try {
    return { name, kind: kindOf(statSync(path)), target: realpathSync(path) };
  } catch {
    return { name, kind: "dangling" };
  }
}

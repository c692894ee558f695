/** A file's name as a relative reference, or as a file URI where it is absolute. Source: RFC 3986, RFC 8089. */
export function uriOf(file: string): string {
  const path = file.replaceAll("\\", "/");
  const reference = path.split("/").map(encoded).join("/");
  if (path.startsWith("/")) return `file://${reference}`;
  return /^[A-Za-z]:\//.test(path) ? `file:///${reference.replace("%3A", ":")}` : reference;
}

/** A name may hold half of a surrogate pair, which no URI can. */
const encoded = (part: string): string => encodeURIComponent(part.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd"));

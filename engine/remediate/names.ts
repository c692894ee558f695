/** Names that the AWS CLI and boto3 make from the API's own. Source: botocore.xform_name, held against the installed programs by the tests. */

/** `CreateVirtualMFADevice` → `create-virtual-mfa-device`, or with underscores for boto3. */
export function toolName(name: string, separator: "-" | "_"): string {
  if (name.includes(separator)) return name;
  const tail = /[A-Z]{2,}s$/.exec(name);
  const head = tail ? `${name.slice(0, tail.index)}${separator}${tail[0].toLowerCase()}` : name;
  return head
    .replace(/(.)([A-Z][a-z]+)/g, `$1${separator}$2`)
    .replace(/([a-z0-9])([A-Z])/g, `$1${separator}$2`)
    .toLowerCase();
}

/** `serial-number` → `REEVE_SERIAL_NUMBER`: the prefix keeps a placeholder named `path` away from PATH. */
export function variableName(placeholder: string): string {
  return `REEVE_${placeholder.replaceAll("-", "_").toUpperCase()}`;
}

import { visible } from "./visible.ts";

/**
 * One workflow command of GitHub Actions: a line that the runner takes for an annotation. What stands in it is escaped as the runner undoes it: % CR LF
 * in text, and : and , in properties too, so that no name or message can end the command or begin another.
 * Source: GitHub Docs, "Workflow commands for GitHub Actions"; actions/toolkit, command.ts.
 */
export function workflowCommand(
  level: "error" | "warning" | "notice",
  properties: Readonly<Record<string, string | number>>,
  lines: readonly string[],
): string {
  const propertiesText = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${level}${propertiesText.length > 0 ? ` ${propertiesText.join(",")}` : ""}::${lines.map((line) => data(visible(line))).join("%0A")}\n`;
}

/** A path as GitHub names it. */
export const slashes = (file: string): string => file.replaceAll("\\", "/");

const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(visible(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");

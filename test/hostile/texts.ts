/** Texts that steer a terminal, deceive a reader, or give orders to a CI system that reads a log. */
const DECEIVING: Readonly<Record<string, string>> = {
  "escape sequence": "\u001b[2J\u001b]0;owned\u0007",
  "C1 control": "\u009b31m\u0085",
  "carriage return": "x\ry",
  bidirectional: "\u202egpj.exe\u2066",
  "zero width": "a\u200bb\u2060",
  "grapheme joiner": "a\u034fb",
  "variation selector": "a\ufe0fb\u{e0100}",
  "tag characters": "\u{e0041}",
};

const COMMANDS: readonly string[] = [
  "::set-output name=a::b",
  "##[group]x",
  "##vso[task.setvariable variable=a]b",
  "##teamcity[x]",
  "##octopus[x]",
  "travis_fold:start:x",
];

/** All of them in one text of one line; each command stands where a line may be wrapped. */
export const ONE_LINE: string = [...Object.values(DECEIVING), ...COMMANDS].join(" ");
/** Each command at the start of a line of its own. */
export const LINES: string = [...Object.values(DECEIVING), ...COMMANDS].join("\n");

/** What no output may hold: characters that a terminal obeys or a reader does not see. */
const FORBIDDEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{DI}]/u;
const ANYWHERE = /##(\[|vso\[|teamcity\[|octopus\[)/i;
const AT_LINE_START = /^\s*(::(?!(error|warning|notice)( |::))|travis_(fold|time):)/m;

/** What of an output could do harm, by its first place; null where nothing could. CSV ends its lines with CR LF. */
export function harmIn(text: string): string | null {
  for (const pattern of [FORBIDDEN, ANYWHERE, AT_LINE_START]) {
    const found = pattern.exec(text.replaceAll("\r\n", "\n"));
    if (found) return `${pattern.source.slice(0, 30)} in ${JSON.stringify(text.slice(Math.max(0, found.index - 40), found.index + 40))}`;
  }
  return null;
}

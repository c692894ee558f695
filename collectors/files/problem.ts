/** Why an input could not be used. `message` is whole: what is wrong, where, and what to do next. */
export interface InputProblem {
  code:
    | "missing"
    | "no-permission"
    | "folder"
    | "no-file"
    | "too-large"
    | "empty"
    | "compression"
    | "encoding"
    | "archive"
    | "not-json"
    | "repeated-key"
    | "unreadable";
  message: string;
}

export interface Refused {
  ok: false;
  problem: InputProblem;
}

/** @param why what is wrong, after the input's name. @param next what to do, as a sentence. */
export const refused = (code: InputProblem["code"], name: string, why: string, next: string): Refused => ({
  ok: false,
  problem: { code, message: `${name} ${why}. ${next}`.trimEnd() },
});

/** A size as readers know it: bytes below 10 kB, else kB or MB of 1024. */
export function sizeText(bytes: number): string {
  if (bytes < 10_240) return `${bytes} bytes`;
  return bytes < 10_485_760 ? `${Math.floor(bytes / 1024)} kB` : `${Math.floor(bytes / 1_048_576)} MB`;
}

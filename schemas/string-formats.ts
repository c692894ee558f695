import { ARN_FORMATS } from "./formats/arns.ts";
import type { StringFormat } from "./formats/format.ts";
import { NAME_FORMATS } from "./formats/names.ts";
import { TEXT_FORMATS } from "./formats/texts.ts";

export type { StringFormat };

/** The forms of the document's texts, by name. */
export const STRING_FORMATS = { ...ARN_FORMATS, ...NAME_FORMATS, ...TEXT_FORMATS } as const satisfies Record<string, StringFormat>;

export type StringFormatName = keyof typeof STRING_FORMATS;

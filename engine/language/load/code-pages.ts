import type { Code } from "./codes.ts";
import { CONDITION_PAGES } from "./pages/conditions.ts";
import { FIELD_PAGES } from "./pages/fields.ts";
import { LINT_PAGES } from "./pages/lints.ts";
import type { CodePage } from "./pages/page.ts";
import { VALUE_PAGES } from "./pages/values.ts";
import { YAML_PAGES } from "./pages/yaml.ts";

export { besideFile, type CodePage, exampleFile } from "./pages/page.ts";

/** A page for a code: an example of the fault, the example corrected, and how to get from one to the other. */
export const CODE_PAGES: Readonly<Record<Code, CodePage>> = { ...YAML_PAGES, ...FIELD_PAGES, ...CONDITION_PAGES, ...VALUE_PAGES, ...LINT_PAGES };

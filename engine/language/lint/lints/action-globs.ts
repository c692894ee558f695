import { useOf } from "../../load/forms.ts";
import { allNames, sourcesOf } from "../aws/events.ts";
import { comparedTexts } from "../compared-texts.ts";
import { type Leaf, leavesWithin } from "../reason/clause.ts";
import type { Lint, Linted } from "../subject.ts";

/** RV046, and RV098: globs of actions that begin with the name of an action, or with what is no service, where actions begin with the namespace of theirs. */
export const actionGlobs: Lint = (linted) => {
  for (const { clause } of linted.parts) for (const one of leavesWithin(clause)) check(one, linted);
};

function check(leaf: Leaf, linted: Linted): void {
  const { subject, compared } = leaf;
  const { events } = linted.context;
  if (!compared || !events || subject.kind !== "path") return;
  const type = subject.type.type === "list" ? subject.type.element : subject.type;
  if (type.type !== "string" || (type.format !== "action" && type.format !== "action-pattern") || useOf(compared.comparison, subject) !== "glob") return;
  for (const { text, at } of comparedTexts(leaf, linted)) {
    const [, name = "", rest = ""] = /^([a-z0-9-]+)([*?][^:]*)?$/i.exec(text) ?? [];
    if (name === "" || rest === "" || sourcesOf(events).some(beginsWith(name))) continue;
    const says = `actions begin with the namespace of their service. Write \`${JSON.stringify(`*:${text}`)}\`.`;
    if ([...allNames(events)].some(beginsWith(name))) linted.report.error("RV046", at(), `No action matches \`${text}\`: ${says}`);
    else linted.report.warning("RV098", at(), `AWS documents no service whose name begins with \`${name}\`, and ${says}`);
  }
}

const beginsWith = (text: string): ((one: string) => boolean) => {
  const small = text.toLowerCase();
  return (one) => one.toLowerCase().startsWith(small);
};
